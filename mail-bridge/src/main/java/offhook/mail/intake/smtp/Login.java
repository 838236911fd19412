package offhook.mail.intake.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** How a client says who it is, RFC 4954: by PLAIN (RFC 4616), or by LOGIN, which is no standard but what PBXs speak. */
final class Login {

    private final boolean plain;
    private String user;

    private Login(boolean plain) {
        this.plain = plain;
    }

    /** What follows a line of the client. */
    sealed interface Answer {
        /** @param challenge in Base64 */
        record Ask(String challenge) implements Answer {}

        record Said(String user, String password) implements Answer {}

        record Malformed() implements Answer {}
    }

    static Optional<Login> by(String mechanism) {
        return switch (mechanism.toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> Optional.of(new Login(true));
            case "LOGIN" -> Optional.of(new Login(false));
            default -> Optional.empty();
        };
    }

    /** Before the client has said anything. */
    Answer begin() {
        return new Answer.Ask(plain ? "" : encoded("Username:"));
    }

    Answer on(String line) {
        try {
            var said = new String(Base64.getDecoder().decode(line), UTF_8);
            return plain ? plain(said) : login(said);
        } catch (IllegalArgumentException e) {
            return new Answer.Malformed();
        }
    }

    /** Who acts for another one is refused: there is nobody else. */
    private static Answer plain(String said) {
        var parts = said.split("\0", -1);
        boolean isWhole = parts.length == 3 && (parts[0].isEmpty() || parts[0].equals(parts[1]));
        return isWhole ? new Answer.Said(parts[1], parts[2]) : new Answer.Malformed();
    }

    private Answer login(String said) {
        if (user == null) {
            user = said;
            return new Answer.Ask(encoded("Password:"));
        }
        return new Answer.Said(user, said);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
