package offhook.runtime.storage;

import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.JdbiException;

/**
 * Brings the tables of a module to the version this program knows. Flyway does it; where it would find nothing to do it is
 * not even loaded, which saves a start a thousand classes.
 */
final class Migrations {

    static final String NEWEST = "latest";

    private static final ClassLoader CLASS_PATH = Migrations.class.getClassLoader();

    /** By default Flyway would not mind what a newer version has done. */
    private static final String[] NONE = {};

    private final Engine engine;

    Migrations(Engine engine) {
        this.engine = engine;
    }

    /**
     * Up to a version. Fails with StorageFailure; a file that fails leaves nothing of itself behind.
     *
     * @return false if nothing was to do
     */
    boolean run(String module, String version) {
        var folders = List.of(
                "db/" + module + "/common",
                "db/" + module + "/" + engine.dialect().folder());
        if (version.equals(NEWEST) && isDone(module, folders)) {
            return false;
        }
        var configuration = Flyway.configure(CLASS_PATH)
                .locations(folders.stream().map(folder -> "classpath:" + folder).toArray(String[]::new))
                .table(MigrationHistory.table(module))
                .baselineOnMigrate(true) // the tables of other modules may be there already
                .baselineVersion("0")
                .target(version)
                .ignoreMigrationPatterns(NONE);
        engine.connect(configuration);
        var flyway = configuration.load();
        try {
            flyway.migrate();
            return true;
        } catch (FlywayException e) {
            refuseNewer(module, flyway);
            throw failure(module, e);
        }
    }

    /** Whether exactly the files of this program were carried out; all else is for Flyway to judge. */
    private boolean isDone(String module, List<String> folders) {
        try {
            var done = engine.read(handle -> MigrationHistory.read(handle, MigrationHistory.table(module)));
            return done.equals(MigrationFile.in(CLASS_PATH, folders));
        } catch (JdbiException e) {
            throw failure(module, e);
        }
    }

    private static void refuseNewer(String module, Flyway flyway) {
        var newer = Arrays.stream(flyway.info().all())
                .filter(info -> info.getState() == MigrationState.FUTURE_SUCCESS
                        || info.getState() == MigrationState.FUTURE_FAILED)
                .map(MigrationInfo::getVersion)
                .findFirst();
        if (newer.isPresent()) {
            throw new StorageFailure(
                    StorageFailure.Kind.NEWER_SCHEMA,
                    "A newer Offhook has written this database (" + module + " is at " + newer.get()
                            + "): install that version, or put back the backup from before");
        }
    }

    private StorageFailure failure(String module, RuntimeException thrown) {
        var failure = engine.failure(thrown);
        return failure != null
                ? failure
                : new StorageFailure(
                        StorageFailure.Kind.FOREIGN_SCHEMA,
                        "The tables of " + module + " are not as this version left them: " + Engine.line(thrown),
                        thrown);
    }
}
