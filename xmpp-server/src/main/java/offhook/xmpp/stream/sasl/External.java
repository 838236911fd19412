package offhook.xmpp.stream.sasl;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.address.Jid;

/** EXTERNAL, RFC 4422 appendix A, as XEP-0178 §2 has it for clients: the certificate says who it is. */
final class External implements Exchange {

    private final Directory directory;
    private final List<String> names;
    private String name = "";

    /** @param names those of the certificate */
    External(Directory directory, List<String> names) {
        this.directory = directory;
        this.names = names;
    }

    /** The user of the first of these addresses that is one of ours; empty for a certificate of somebody else's. */
    static Optional<User> user(Directory directory, List<String> names) {
        return users(directory, names).stream().findFirst();
    }

    private static List<User> users(Directory directory, List<String> names) {
        return names.stream()
                .flatMap(name -> jid(name).stream())
                .flatMap(jid -> directory.user(jid).stream())
                .distinct()
                .toList();
    }

    @Override
    public CompletionStage<Turn> next(byte[] message) {
        Turn turn = message == null
                ? new Turn.Challenge(new byte[0])
                : SaslText.decode(message).map(this::check).orElse(new Turn.Failure(SaslError.MALFORMED_REQUEST));
        return CompletableFuture.completedStage(turn);
    }

    /** §2, steps 10 and 11: without an authorization identity the certificate has to name exactly one. */
    private Turn check(String authzid) {
        var users = users(directory, names);
        if (authzid.isEmpty()) {
            if (users.size() != 1) {
                return new Turn.Failure(SaslError.INVALID_AUTHZID);
            }
            return success(users.get(0));
        }
        return jid(authzid)
                .flatMap(wanted ->
                        users.stream().filter(user -> user.jid().equals(wanted)).findFirst())
                .map(this::success)
                .orElse(new Turn.Failure(SaslError.INVALID_AUTHZID));
    }

    private Turn success(User user) {
        name = user.jid().local();
        return new Turn.Success(user, null);
    }

    private static Optional<Jid> jid(String text) {
        try {
            return Optional.of(Jid.parse(text)).filter(Jid::isBare);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return name;
    }
}
