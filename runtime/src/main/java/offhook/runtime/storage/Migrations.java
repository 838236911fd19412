package offhook.runtime.storage;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables of a module to the version this program knows. */
final class Migrations {

    static final String NEWEST = "latest";

    /** By default Flyway would not mind what a newer version has done. */
    private static final String[] NONE = {};

    private final Engine engine;

    Migrations(Engine engine) {
        this.engine = engine;
    }

    /** Up to a version. Fails with StorageFailure; a file that fails leaves nothing of itself behind. */
    void run(String module, String version) {
        var configuration = Flyway.configure(Migrations.class.getClassLoader())
                .locations(
                        "classpath:db/" + module + "/common",
                        "classpath:db/" + module + "/" + engine.dialect().folder())
                .table("schema_" + module.replace('-', '_'))
                .baselineOnMigrate(true) // the tables of other modules may be there already
                .baselineVersion("0")
                .target(version)
                .ignoreMigrationPatterns(NONE);
        engine.connect(configuration);
        var flyway = configuration.load();
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            refuseNewer(module, flyway);
            var failure = engine.failure(e);
            throw failure == null ? foreign(module, e) : failure;
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

    private static StorageFailure foreign(String module, FlywayException e) {
        return new StorageFailure(
                StorageFailure.Kind.FOREIGN_SCHEMA,
                "The tables of " + module + " are not as this version left them: " + Engine.line(e),
                e);
    }
}
