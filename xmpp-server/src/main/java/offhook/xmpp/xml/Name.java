package offhook.xmpp.xml;

/**
 * The qualified name of an element or attribute, Namespaces in XML 1.0 §2.1.
 *
 * @param local without prefix
 * @param namespace "" where there is none
 */
public record Name(String local, String namespace) {

    /** Whether this is the name with these two parts. */
    public boolean is(String otherLocal, String otherNamespace) {
        return local.equals(otherLocal) && namespace.equals(otherNamespace);
    }
}
