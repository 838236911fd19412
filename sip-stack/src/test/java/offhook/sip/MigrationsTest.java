package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import offhook.runtime.storage.Database;
import offhook.runtime.storage.OlderSchema;
import offhook.runtime.testing.OnEachDatabase;
import org.junit.jupiter.api.Test;

/** Whoever installs this version over an earlier one keeps all they have. */
class MigrationsTest {

    @OnEachDatabase
    void ofCallsAndPhones(Database database) {
        OlderSchema.rowsSurvive(database, "sip");
    }

    @OnEachDatabase
    void ofSubscriptionsAndPublications(Database database) {
        OlderSchema.rowsSurvive(database, "sip-event");
    }

    @Test
    void theseAreAllThereAre() {
        assertThat(OlderSchema.folders()).containsExactly("sip", "sip-event");
    }
}
