package offhook.xmpp.pubsub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import offhook.xmpp.xml.Element;

/**
 * A picture of a user. Immutable.
 *
 * @param type such as image/png
 * @param base64 without line breaks
 */
record VcardPhoto(String type, String base64) {

    private static final String NS = "vcard-temp";

    static final Element EMPTY_CARD = Element.of("vCard", NS);

    /** The one in a card; empty also where there is something else in its place. */
    static Optional<VcardPhoto> in(Element card) {
        return card.child("PHOTO").flatMap(photo -> photo.childText("BINVAL")
                .flatMap(text -> of(photo.childText("TYPE").orElse("image/png").strip(), text)));
    }

    /** Empty for what is no base64, or has nothing in it. */
    static Optional<VcardPhoto> of(String type, String text) {
        try {
            var bytes = Base64.getMimeDecoder().decode(text.getBytes(US_ASCII));
            return bytes.length == 0
                    ? Optional.empty()
                    : Optional.of(new VcardPhoto(type, Base64.getEncoder().encodeToString(bytes)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A card with this picture in place of its own. */
    static Element replaced(Element card, Optional<VcardPhoto> photo) {
        var rest = card.keeping(child -> !child.is("PHOTO", NS));
        return photo.isEmpty()
                ? rest
                : rest.with(Element.of("PHOTO", NS)
                        .with(Element.of("TYPE", NS, photo.get().type))
                        .with(Element.of("BINVAL", NS, photo.get().base64)));
    }

    int size() {
        return bytes().length;
    }

    /** SHA-1 in hexadecimal, by which XEP-0084 and XEP-0153 know it. */
    String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
