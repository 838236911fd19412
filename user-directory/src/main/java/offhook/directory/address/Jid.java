package offhook.directory.address;

/**
 * An XMPP address, RFC 7622.
 *
 * @param local empty where there is none
 * @param resource empty for a bare JID
 */
public record Jid(String local, String domain, String resource) {

    /** @throws IllegalArgumentException if the text is no JID */
    public static Jid parse(String text) {
        int slash = text.indexOf('/');
        String bare = slash < 0 ? text : text.substring(0, slash);
        int at = bare.indexOf('@');
        return new Jid(
                at < 0 ? "" : bare.substring(0, at),
                bare.substring(at + 1),
                slash < 0 ? "" : text.substring(slash + 1));
    }

    public boolean isBare() {
        return resource.isEmpty();
    }

    public Jid bare() {
        return isBare() ? this : new Jid(local, domain, "");
    }

    public Jid withResource(String newResource) {
        return new Jid(local, domain, newResource);
    }

    @Override
    public String toString() {
        return (local.isEmpty() ? "" : local + '@') + domain + (resource.isEmpty() ? "" : '/' + resource);
    }
}
