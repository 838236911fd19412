package offhook.xmpp.stream.sasl;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import offhook.directory.Directory;
import offhook.directory.PasswordCheck;
import offhook.directory.credentials.ScramHash;

/** The SASL mechanisms of this server. Safe to share. */
public final class Mechanisms {

    private static final int NONCE_BYTES = 18;

    private final Directory directory;
    private final PasswordCheck passwords;
    private final SecureRandom random;

    public Mechanisms(Directory directory, PasswordCheck passwords, SecureRandom random) {
        this.directory = directory;
        this.passwords = passwords;
        this.random = random;
    }

    /** Their names, the strongest first. */
    public List<String> offered(Channel channel) {
        var names = new ArrayList<String>();
        if (channel.binding().isPresent()) {
            names.addAll(List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS"));
        }
        names.addAll(List.of("SCRAM-SHA-256", "SCRAM-SHA-1"));
        if (channel.readsNobody()) {
            names.add("PLAIN");
        }
        return names;
    }

    /** Begins an exchange; empty for a mechanism that is not offered here. */
    public Optional<Exchange> begin(String mechanism, Channel channel) {
        if (!offered(channel).contains(mechanism)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (mechanism) {
                    case "PLAIN" -> new Plain(passwords);
                    case "SCRAM-SHA-256-PLUS" -> scram(ScramHash.SHA_256, channel.binding(), channel);
                    case "SCRAM-SHA-1-PLUS" -> scram(ScramHash.SHA_1, channel.binding(), channel);
                    case "SCRAM-SHA-256" -> scram(ScramHash.SHA_256, Optional.empty(), channel);
                    default -> scram(ScramHash.SHA_1, Optional.empty(), channel);
                });
    }

    private Scram scram(ScramHash hash, Optional<ChannelBinding> binding, Channel channel) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Scram(
                hash,
                directory,
                binding,
                channel.binding().isPresent(),
                Base64.getEncoder().withoutPadding().encodeToString(nonce));
    }

    /**
     * What matters of the connection.
     *
     * @param readsNobody whether nobody but the client and us can read what is sent
     * @param binding what a login can be bound to
     */
    public record Channel(boolean readsNobody, Optional<ChannelBinding> binding) {

        /** Protected, and nothing to bind a login to. */
        public static final Channel SECURE = new Channel(true, Optional.empty());
    }
}
