package offhook.xmpp.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** The verification string of XEP-0115 §5.1: whether a disco#info result is the one that presence spoke of. */
public final class CapsHash {

    private static final String FORMS = "jabber:x:data";
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha-1", "SHA-1", "sha-256", "SHA-256", "sha-512", "SHA-512");

    private CapsHash() {}

    /**
     * @param hash as in the 'hash' attribute
     * @return empty for an algorithm that is not known here
     */
    public static Optional<String> of(Element info, String hash) {
        return Optional.ofNullable(ALGORITHMS.get(hash.toLowerCase(Locale.ROOT)))
                .map(algorithm -> Base64.getEncoder()
                        .encodeToString(digest(algorithm).digest(text(info).getBytes(UTF_8))));
    }

    private static String text(Element info) {
        var identities = info.children("identity", info.namespace()).stream()
                .map(identity -> attribute(identity, "category")
                        + '/'
                        + attribute(identity, "type")
                        + '/'
                        + identity.attribute("lang", Namespaces.XML).orElse("")
                        + '/'
                        + attribute(identity, "name"));
        var features = info.children("feature", info.namespace()).stream().map(feature -> attribute(feature, "var"));
        var forms = info.children("x", FORMS).stream()
                .sorted(Comparator.comparing(CapsHash::formType))
                .map(CapsHash::form);
        return joined(identities) + joined(features) + forms.collect(Collectors.joining());
    }

    private static String form(Element form) {
        var fields = form.children("field", FORMS).stream()
                .filter(field -> !attribute(field, "var").equals("FORM_TYPE"))
                .sorted(Comparator.comparing(field -> attribute(field, "var")))
                .map(field -> attribute(field, "var") + '<' + joined(values(field)));
        return formType(form) + '<' + fields.collect(Collectors.joining());
    }

    private static String formType(Element form) {
        return form.children("field", FORMS).stream()
                .filter(field -> attribute(field, "var").equals("FORM_TYPE"))
                .flatMap(CapsHash::values)
                .findFirst()
                .orElse("");
    }

    private static Stream<String> values(Element field) {
        return field.children("value", FORMS).stream().map(Element::text);
    }

    /** Sorted by code point, as i;octet does for UTF-8. */
    private static String joined(Stream<String> parts) {
        return parts.sorted(CapsHash::compare).map(part -> part + '<').collect(Collectors.joining());
    }

    private static int compare(String one, String other) {
        return java.util.Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private static String attribute(Element element, String name) {
        return element.attribute(name).orElse("");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has these
        }
    }
}
