package offhook.xmpp.xep;

import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [xmpp.search] */
@Doc("Users find each other by name, user name and extension (XEP-0055).")
public record SearchConfig(
        @Doc("Whether they do.") @Default("true") boolean enabled,
        @Doc("How many people one search finds at most.") @Default("50") int results) {

    public SearchConfig {
        if (results < 1 || results > 1_000) {
            throw new IllegalArgumentException("results: expected a number from 1 to 1000");
        }
    }
}
