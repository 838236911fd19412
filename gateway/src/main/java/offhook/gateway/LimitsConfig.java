package offhook.gateway;

import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [limits] */
@Doc("Limits on how often somebody may do something. Limits on sizes always hold.")
public record LimitsConfig(
        @Doc(
                        "False for load tests: no limits on rates, no delay after failed logins, and all the time one wants to log in.")
                @Default("true")
                boolean enabled) {}
