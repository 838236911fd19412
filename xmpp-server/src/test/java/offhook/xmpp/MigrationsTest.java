package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import offhook.runtime.storage.Database;
import offhook.runtime.storage.OlderSchema;
import offhook.runtime.testing.OnEachDatabase;
import org.junit.jupiter.api.Test;

/** Whoever installs this version over an earlier one keeps all they have. */
class MigrationsTest {

    @OnEachDatabase
    void ofTheServer(Database database) {
        OlderSchema.rowsSurvive(database, "xmpp-server");
    }

    @OnEachDatabase
    void ofNodes(Database database) {
        OlderSchema.rowsSurvive(database, "xmpp-server", "xmpp-pubsub");
    }

    @OnEachDatabase
    void ofArchives(Database database) {
        OlderSchema.rowsSurvive(database, "xmpp-archive");
    }

    @OnEachDatabase
    void ofRooms(Database database) {
        OlderSchema.rowsSurvive(database, "xmpp-muc");
    }

    @OnEachDatabase
    void ofPushes(Database database) {
        OlderSchema.rowsSurvive(database, "xmpp-push");
    }

    @OnEachDatabase
    void ofAdministration(Database database) {
        OlderSchema.rowsSurvive(database, "xmpp-admin");
    }

    @Test
    void theseAreAllThereAre() {
        assertThat(OlderSchema.folders())
                .containsExactly("xmpp-admin", "xmpp-archive", "xmpp-muc", "xmpp-pubsub", "xmpp-push", "xmpp-server");
    }
}
