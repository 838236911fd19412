package offhook.xmpp.feature;

import java.util.Comparator;

/**
 * A specification that a feature implements.
 *
 * @param series "RFC" or "XEP"
 * @param version the version of a XEP that was followed; "" for an RFC, which has none
 * @param part which part of it, or under which condition; "" for all that concerns a server
 */
public record Spec(String series, int number, String version, String title, String part) implements Comparable<Spec> {

    public static Spec xep(int number, String version, String title) {
        return new Spec("XEP", number, version, title, "");
    }

    public static Spec rfc(int number, String title) {
        return new Spec("RFC", number, "", title, "");
    }

    /** Only this part of it. */
    public Spec only(String newPart) {
        return new Spec(series, number, version, title, newPart);
    }

    /** As it is cited: XEP-0012, RFC 6121. */
    public String id() {
        return series.equals("XEP") ? "XEP-%04d".formatted(number) : series + ' ' + number;
    }

    /** Where it can be read. */
    public String url() {
        return series.equals("XEP")
                ? "https://xmpp.org/extensions/xep-%04d.html".formatted(number)
                : "https://www.rfc-editor.org/rfc/rfc" + number;
    }

    @Override
    public int compareTo(Spec other) {
        return Comparator.comparing(Spec::series).thenComparingInt(Spec::number).compare(this, other);
    }
}
