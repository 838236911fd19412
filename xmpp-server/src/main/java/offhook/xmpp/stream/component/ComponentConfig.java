package offhook.xmpp.stream.component;

import offhook.directory.address.Jid;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Secret;

/** [[xmpp.component]] */
@Doc(
        "A program of yours that serves a domain beside the server's (XEP-0114). It may speak for every address of that domain.")
public record ComponentConfig(
        @Doc("Its domain.") String name, @Doc("What it proves itself with, 8 characters or more.") Secret secret) {

    private static final int SHORTEST = 8;

    public ComponentConfig {
        if (!isDomain(name)) {
            throw new IllegalArgumentException("name: expected a domain name in lower case");
        }
        if (secret.text().length() < SHORTEST) {
            throw new IllegalArgumentException("secret: expected at least " + SHORTEST + " characters");
        }
    }

    private static boolean isDomain(String text) {
        try {
            return Jid.of(text).domain().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
