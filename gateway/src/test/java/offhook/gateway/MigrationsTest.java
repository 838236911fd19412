package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import offhook.runtime.storage.Database;
import offhook.runtime.storage.OlderSchema;
import offhook.runtime.testing.OnEachDatabase;
import org.junit.jupiter.api.Test;

/** Whoever installs this version over an earlier one keeps all they have. */
class MigrationsTest {

    @OnEachDatabase
    void ofTheOutbox(Database database) {
        OlderSchema.rowsSurvive(database, "gateway");
    }

    @OnEachDatabase
    void ofLinksToVoicemails(Database database) {
        OlderSchema.rowsSurvive(database, "gateway-voicemail");
    }

    @OnEachDatabase
    void ofContactsAtPhones(Database database) {
        OlderSchema.rowsSurvive(database, "gateway-contacts");
    }

    @OnEachDatabase
    void ofThePreferences(Database database) {
        OlderSchema.rowsSurvive(database, "gateway-preference");
    }

    @Test
    void theseAreAllThereAre() {
        assertThat(OlderSchema.folders())
                .containsExactly("gateway", "gateway-contacts", "gateway-preference", "gateway-voicemail");
    }
}
