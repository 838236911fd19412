package offhook.xmpp.stream.sasl;

import java.util.Optional;

/**
 * A client-final-message, RFC 5802 §7.
 *
 * @param withoutProof everything before ",p="
 * @param binding the gs2-header and the data of the channel binding
 */
record ClientFinal(String withoutProof, byte[] binding, String nonce, byte[] proof) {

    /** Empty if the message has another form. */
    static Optional<ClientFinal> parse(String message) {
        int last = message.lastIndexOf(",p=");
        String[] attributes = message.split(",", -1);
        if (last < 0 || !attributes[0].startsWith("c=") || !attributes[1].startsWith("r=")) {
            return Optional.empty();
        }
        return SaslText.fromBase64(attributes[0].substring(2)).flatMap(binding -> SaslText.fromBase64(
                        message.substring(last + 3))
                .map(proof -> new ClientFinal(message.substring(0, last), binding, attributes[1].substring(2), proof)));
    }
}
