package offhook.xmpp.stream.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.Directory;
import offhook.directory.LoginAttempt;
import offhook.directory.credentials.ScramHash;

/**
 * SCRAM-SHA-1 and SCRAM-SHA-256, with channel binding and without, RFC 5802 and RFC 7677. It needs a few hashes and no
 * password, so it runs on the event loop; an unknown name takes the same steps as a known one.
 */
final class Scram implements Exchange {

    private final ScramHash hash;
    private final Directory directory;
    private final List<ChannelBinding> bindings;
    private final boolean plus;
    private final String serverNonce;
    private final String offer;

    private ClientFirst first;
    private LoginAttempt attempt;
    private String serverFirst;

    /**
     * @param bindings what a login can be bound to here
     * @param plus whether it has to be: the mechanism ends in -PLUS
     * @param serverNonce random, of printable characters without a comma
     * @param offer the hash of what the client was offered, XEP-0474; "" to say nothing of it
     */
    Scram(
            ScramHash hash,
            Directory directory,
            List<ChannelBinding> bindings,
            boolean plus,
            String serverNonce,
            String offer) {
        this.hash = hash;
        this.directory = directory;
        this.bindings = bindings;
        this.plus = plus;
        this.serverNonce = serverNonce;
        this.offer = offer;
    }

    @Override
    public CompletionStage<Turn> next(byte[] message) {
        if (message == null) {
            return CompletableFuture.completedStage(new Turn.Challenge(new byte[0]));
        }
        Turn turn = SaslText.decode(message)
                .map(text -> first == null ? clientFirst(text) : clientFinal(text))
                .orElse(new Turn.Failure(SaslError.MALFORMED_REQUEST));
        return CompletableFuture.completedStage(turn);
    }

    @Override
    public String name() {
        return first == null ? "" : first.username();
    }

    private Turn clientFirst(String message) {
        first = ClientFirst.parse(message).orElse(null);
        if (first == null) {
            return new Turn.Failure(SaslError.MALFORMED_REQUEST);
        }
        if (!bindingFits(first.flag())) {
            return new Turn.NotBound(!plus && first.flag().equals("y"));
        }
        attempt = directory.attempt(first.username());
        var keys = attempt.credentials().scram(hash);
        serverFirst = "r=" + first.nonce() + serverNonce + ",s="
                + Base64.getEncoder().encodeToString(keys.salt()) + ",i=" + keys.iterations()
                + (offer.isEmpty() ? "" : ",h=" + offer);
        return new Turn.Challenge(serverFirst.getBytes(UTF_8));
    }

    /** §6: "y" says that the client saw no -PLUS; if there was one, somebody took it out. */
    private boolean bindingFits(String flag) {
        return plus ? binding(flag).isPresent() : flag.equals("n") || (flag.equals("y") && bindings.isEmpty());
    }

    private Optional<ChannelBinding> binding(String type) {
        return bindings.stream().filter(binding -> binding.type().equals(type)).findFirst();
    }

    private Turn clientFinal(String message) {
        var last = ClientFinal.parse(message).orElse(null);
        if (last == null || last.proof().length != hash.length()) {
            return new Turn.Failure(SaslError.MALFORMED_REQUEST);
        }
        byte[] authMessage = (first.bare() + ',' + serverFirst + ',' + last.withoutProof()).getBytes(UTF_8);
        boolean fits = isProof(last.proof(), authMessage)
                && MessageDigest.isEqual(last.binding(), bindingInput())
                && last.nonce().equals(first.nonce() + serverNonce);
        var user = attempt.user().filter(u -> fits);
        if (user.isEmpty()) {
            return new Turn.Failure(SaslError.NOT_AUTHORIZED);
        }
        byte[] signature = hash.hmac(attempt.credentials().scram(hash).serverKey(), authMessage);
        byte[] serverFinal = ("v=" + Base64.getEncoder().encodeToString(signature)).getBytes(UTF_8);
        return Authzid.check(first.authzid(), user.get(), serverFinal);
    }

    private byte[] bindingInput() {
        byte[] gs2 = first.gs2().getBytes(UTF_8);
        byte[] data = binding(first.flag()).map(ChannelBinding::data).orElse(new byte[0]);
        byte[] both = Arrays.copyOf(gs2, gs2.length + data.length);
        System.arraycopy(data, 0, both, gs2.length, data.length);
        return both;
    }

    /** §3: ClientProof XOR ClientSignature is the ClientKey, of which we hold the hash. */
    private boolean isProof(byte[] proof, byte[] authMessage) {
        byte[] stored = attempt.credentials().scram(hash).storedKey();
        byte[] key = hash.hmac(stored, authMessage);
        for (int i = 0; i < key.length; i++) {
            key[i] ^= proof[i];
        }
        return MessageDigest.isEqual(hash.hash(key), stored);
    }
}
