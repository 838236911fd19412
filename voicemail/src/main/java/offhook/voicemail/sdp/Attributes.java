package offhook.voicemail.sdp;

import java.util.List;
import java.util.Optional;

/** The {@code a=} lines of a session or of one of its media, in order. Safe to share. */
record Attributes(List<Attribute> all) {

    /** @param value empty where there is no colon */
    record Attribute(String name, String value) {

        static Attribute parse(String text) {
            int colon = text.indexOf(':');
            return colon < 0
                    ? new Attribute(text.strip(), "")
                    : new Attribute(
                            text.substring(0, colon).strip(),
                            text.substring(colon + 1).strip());
        }
    }

    Attributes {
        all = List.copyOf(all);
    }

    /** Names are compared as they stand, RFC 8866 §5.13. */
    Optional<String> first(String name) {
        return all.stream()
                .filter(one -> one.name.equals(name))
                .map(Attribute::value)
                .findFirst();
    }

    List<String> values(String name) {
        return all.stream()
                .filter(one -> one.name.equals(name))
                .map(Attribute::value)
                .toList();
    }

    boolean has(String name) {
        return first(name).isPresent();
    }
}
