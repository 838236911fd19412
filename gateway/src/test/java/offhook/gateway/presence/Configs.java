package offhook.gateway.presence;

import java.nio.file.Path;
import java.util.Map;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;

/** The section [presence] as the tests need it. */
final class Configs {

    /** Everything shows at once. */
    static final String UNDELAYED =
            """
            talking_after = "0s"
            idle_after = "0s"
            ringing_after = "0s"
            at_most_every = "0s"
            most_per_second = 0
            """;

    private Configs() {}

    record Root(@Doc("presence") PresenceConfig presence) {}

    /** The standard but for these lines. */
    static PresenceConfig with(String... lines) {
        var text = "[presence]\n" + String.join("\n", lines);
        try {
            return Config.bindText(text, Path.of("test.toml"), Root.class, Map.of())
                    .presence();
        } catch (ConfigErrors e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
