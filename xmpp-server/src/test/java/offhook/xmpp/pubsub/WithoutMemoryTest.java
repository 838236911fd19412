package offhook.xmpp.pubsub;

import offhook.runtime.config.Size;
import org.junit.jupiter.api.Nested;

/** Whether a node was in memory or had to be read makes no difference: here none ever is. */
class WithoutMemoryTest {

    private static final PubsubConfig NOTHING_KEPT = NodeTableTest.config(new Size(0));

    @Nested
    class OfTheService extends ServiceTest {
        @Override
        PubsubConfig config() {
            return NOTHING_KEPT;
        }
    }

    @Nested
    class OfOwners extends OwnersTest {
        @Override
        PubsubConfig config() {
            return NOTHING_KEPT;
        }
    }

    @Nested
    class OfAccounts extends PepTest {
        @Override
        PubsubConfig config() {
            return NOTHING_KEPT;
        }
    }

    @Nested
    class OfBookmarks extends BookmarksTest {
        @Override
        PubsubConfig config() {
            return NOTHING_KEPT;
        }
    }

    @Nested
    class OfPictures extends AvatarsTest {
        @Override
        PubsubConfig config() {
            return NOTHING_KEPT;
        }
    }
}
