package offhook.xmpp.archive;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;

/** Where preferences are kept. Safe to share. */
interface PreferencesStore {

    /** Those of everybody who has some. Blocks. */
    Map<Jid, Preferences> all();

    /** Completes when it is committed. */
    CompletionStage<?> save(Jid account, Preferences preferences);
}
