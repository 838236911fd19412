package offhook.directory.address;

import java.util.function.UnaryOperator;
import offhook.directory.precis.Precis;

/**
 * An XMPP address, prepared by RFC 7622 when it is made, so that equal addresses are equal objects. Immutable and safe to
 * share.
 */
public final class Jid {

    /** The limit of RFC 7622 §3.1 for each part, in bytes of UTF-8. */
    private static final int LONGEST = 1023;

    /** RFC 7622 §3.3.1: allowed by PRECIS, but not in a localpart. */
    private static final String NOT_IN_LOCAL = "\"&'/:<>@";

    /** The ASCII characters that PRECIS leaves as they are; a localpart of these needs no more work. */
    private static final boolean[] PREPARED_LOCAL = new boolean[0x80];

    static {
        for (char c = '!'; c <= '~'; c++) {
            PREPARED_LOCAL[c] = NOT_IN_LOCAL.indexOf(c) < 0 && (c < 'A' || c > 'Z');
        }
    }

    private final String local;
    private final String domain;
    private final String resource;

    /**
     * @param local empty where there is none
     * @param resource empty for a bare JID
     * @throws IllegalArgumentException if a part is not allowed where it stands; the message says which and why
     */
    public Jid(String local, String domain, String resource) {
        this.local = preparedLocal(local);
        this.domain = preparedDomain(domain);
        this.resource = preparedResource(resource);
    }

    /** The account of another one, whose parts are prepared. */
    private Jid(Jid full) {
        this.local = full.local;
        this.domain = full.domain;
        this.resource = "";
    }

    /** @throws IllegalArgumentException if the text is no JID; the message says why */
    public static Jid parse(String text) {
        int slash = text.indexOf('/');
        int bareEnd = slash < 0 ? text.length() : slash;
        int at = text.lastIndexOf('@', bareEnd - 1) < 0 ? -1 : text.indexOf('@');
        if (at == 0 || slash == text.length() - 1) {
            throw new IllegalArgumentException(
                    SafeText.quote(text) + " has nothing " + (at == 0 ? "before its @" : "after its /"));
        }
        return new Jid(
                at < 0 ? "" : text.substring(0, at),
                text.substring(at + 1, bareEnd),
                slash < 0 ? "" : text.substring(slash + 1));
    }

    /** The bare JID of an account. */
    public static Jid of(String local, String domain) {
        return new Jid(local, domain, "");
    }

    /** The JID of a server or service. */
    public static Jid of(String domain) {
        return new Jid("", domain, "");
    }

    /** Empty where there is none. */
    public String local() {
        return local;
    }

    public String domain() {
        return domain;
    }

    /** Empty for a bare JID. */
    public String resource() {
        return resource;
    }

    public boolean isBare() {
        return resource.isEmpty();
    }

    public Jid bare() {
        return isBare() ? this : new Jid(this);
    }

    public Jid withResource(String newResource) {
        return new Jid(local, domain, newResource);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Jid jid
                        && local.equals(jid.local)
                        && resource.equals(jid.resource)
                        && domain.equals(jid.domain));
    }

    @Override
    public int hashCode() {
        return (31 * local.hashCode() + domain.hashCode()) * 31 + resource.hashCode();
    }

    @Override
    public String toString() {
        return (local.isEmpty() ? "" : local + '@') + domain + (resource.isEmpty() ? "" : '/' + resource);
    }

    private static String preparedLocal(String text) {
        int i = 0;
        while (i < text.length() && isPreparedLocal(text.charAt(i))) {
            i++;
        }
        return bounded("localpart", i == text.length() ? text : preparedLocalSlowly(text));
    }

    private static boolean isPreparedLocal(char c) {
        return c < 0x80 && PREPARED_LOCAL[c];
    }

    private static String preparedLocalSlowly(String text) {
        requireLocal(text, text);
        String prepared = enforced(Precis::usernameCaseMapped, "localpart", text);
        // Width mapping can bring a forbidden character into being: U+FF20 becomes @.
        requireLocal(prepared, text);
        return prepared;
    }

    private static void requireLocal(String local, String asGiven) {
        local.chars()
                .filter(c -> c <= ' ' || NOT_IN_LOCAL.indexOf(c) >= 0)
                .findFirst()
                .ifPresent(c -> {
                    throw new IllegalArgumentException(
                            "the localpart %s holds U+%04X".formatted(SafeText.quote(asGiven), c));
                });
    }

    private static String preparedDomain(String text) {
        try {
            return bounded("domainpart", Host.unicode(bounded("domainpart", text)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the domainpart " + SafeText.quote(text) + " is no domain name", e);
        }
    }

    private static String preparedResource(String text) {
        return SafeText.isPrintableAscii(text)
                ? bounded("resourcepart", text)
                : enforced(Precis::opaqueString, "resourcepart", text);
    }

    private static String enforced(UnaryOperator<String> profile, String part, String text) {
        String given = bounded(part, text);
        String prepared;
        try {
            prepared = profile.apply(given);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + part + ' ' + SafeText.quote(text) + " is not allowed", e);
        }
        return bounded(part, prepared);
    }

    private static String bounded(String part, String text) {
        // No letter takes less bytes than chars, so the first test spares hostile input the second.
        if (text.length() > LONGEST || (text.length() * 3 > LONGEST && SafeText.utf8Length(part, text) > LONGEST)) {
            throw new IllegalArgumentException("the " + part + " is longer than " + LONGEST + " bytes");
        }
        return text;
    }
}
