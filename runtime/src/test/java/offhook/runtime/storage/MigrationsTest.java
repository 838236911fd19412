package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;

import offhook.runtime.testing.OnEachDatabase;
import org.junit.jupiter.api.Test;

/** Whoever installs this version over an earlier one keeps all they have. */
class MigrationsTest {

    @OnEachDatabase
    void ofSharedFiles(Database database) {
        OlderSchema.rowsSurvive(database, "shared-files");
    }

    @Test
    void theseAreAllThereAre() {
        assertThat(OlderSchema.folders()).containsExactly("shared-files");
    }
}
