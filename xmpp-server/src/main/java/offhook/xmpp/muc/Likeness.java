package offhook.xmpp.muc;

import java.util.Locale;
import offhook.directory.precis.Precis;

/** What two nicknames have in common that people take for the same, RFC 8266 §2.4: "Juliet" and "juliet ". */
final class Likeness {

    private Likeness() {}

    /** Nicknames of the same likeness are not for two people. What RFC 8266 does not allow is like itself alone. */
    static String of(String nick) {
        if (nick.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return nick.toLowerCase(Locale.ROOT);
        }
        try {
            return Precis.comparableNickname(nick);
        } catch (IllegalArgumentException e) {
            return nick;
        }
    }
}
