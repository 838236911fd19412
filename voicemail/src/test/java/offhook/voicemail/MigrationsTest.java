package offhook.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import offhook.runtime.storage.Database;
import offhook.runtime.storage.OlderSchema;
import offhook.runtime.testing.OnEachDatabase;
import org.junit.jupiter.api.Test;

/** Whoever installs this version over an earlier one keeps all they have. */
class MigrationsTest {

    @OnEachDatabase
    void ofTheBoxes(Database database) {
        OlderSchema.rowsSurvive(database, "voicemail-box");
    }

    @OnEachDatabase
    void ofThePins(Database database) {
        OlderSchema.rowsSurvive(database, "voicemail-pin");
    }

    @OnEachDatabase
    void ofTheGreetings(Database database) {
        OlderSchema.rowsSurvive(database, "voicemail-greeting");
    }

    @Test
    void theseAreAllThereAre() {
        assertThat(OlderSchema.folders()).containsExactly("voicemail-box", "voicemail-greeting", "voicemail-pin");
    }
}
