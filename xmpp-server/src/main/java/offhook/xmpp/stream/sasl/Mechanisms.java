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
        if (External.user(directory, channel.names()).isPresent()) {
            names.add("EXTERNAL");
        }
        if (!channel.bindings().isEmpty()) {
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
                    case "EXTERNAL" -> new External(directory, channel.names());
                    case "PLAIN" -> new Plain(passwords);
                    case "SCRAM-SHA-256-PLUS" -> scram(ScramHash.SHA_256, channel, true);
                    case "SCRAM-SHA-1-PLUS" -> scram(ScramHash.SHA_1, channel, true);
                    case "SCRAM-SHA-256" -> scram(ScramHash.SHA_256, channel, false);
                    default -> scram(ScramHash.SHA_1, channel, false);
                });
    }

    private Scram scram(ScramHash hash, Channel channel, boolean plus) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String text = Base64.getEncoder().withoutPadding().encodeToString(nonce);
        var types = channel.bindings().stream().map(ChannelBinding::type).toList();
        var offer = DowngradeProtection.hash(hash, offered(channel), types);
        return new Scram(hash, directory, channel.bindings(), plus, text, offer);
    }

    /**
     * What matters of the connection.
     *
     * @param readsNobody whether nobody but the client and us can read what is sent
     * @param bindings what a login can be bound to, the best first
     * @param names the addresses that the client's certificate, which was validated, is made out to (XEP-0178)
     */
    public record Channel(boolean readsNobody, List<ChannelBinding> bindings, List<String> names) {

        /** Protected, and nothing to bind a login to. */
        public static final Channel SECURE = new Channel(true, List.of(), List.of());
    }
}
