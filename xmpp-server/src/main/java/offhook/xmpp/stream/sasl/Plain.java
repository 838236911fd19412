package offhook.xmpp.stream.sasl;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.PasswordCheck;

/** PLAIN, RFC 4616. */
final class Plain implements Exchange {

    private final PasswordCheck passwords;
    private String name = "";

    Plain(PasswordCheck passwords) {
        this.passwords = passwords;
    }

    @Override
    public CompletionStage<Turn> next(byte[] message) {
        if (message == null) {
            return CompletableFuture.completedStage(new Turn.Challenge(new byte[0]));
        }
        String[] parts =
                SaslText.decode(message).map(text -> text.split("\0", -1)).orElse(new String[0]);
        if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
            return CompletableFuture.completedStage(new Turn.Failure(SaslError.MALFORMED_REQUEST));
        }
        name = parts[1];
        return passwords.check(name, parts[2]).thenApply(user -> user.map(u -> Authzid.check(parts[0], u, null))
                .orElse(new Turn.Failure(SaslError.NOT_AUTHORIZED)));
    }

    @Override
    public String name() {
        return name;
    }
}
