package offhook.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A method: a token compared with case (RFC 3261 §7.1), so any extension has one. Safe to share. */
public record Method(String name) {

    public static final Method INVITE = new Method("INVITE");
    public static final Method ACK = new Method("ACK");
    public static final Method BYE = new Method("BYE");
    public static final Method CANCEL = new Method("CANCEL");
    public static final Method REGISTER = new Method("REGISTER");
    public static final Method OPTIONS = new Method("OPTIONS");
    public static final Method INFO = new Method("INFO");
    public static final Method PRACK = new Method("PRACK");
    public static final Method UPDATE = new Method("UPDATE");
    public static final Method SUBSCRIBE = new Method("SUBSCRIBE");
    public static final Method NOTIFY = new Method("NOTIFY");
    public static final Method PUBLISH = new Method("PUBLISH");
    public static final Method MESSAGE = new Method("MESSAGE");
    public static final Method REFER = new Method("REFER");

    private static final List<Method> KNOWN = List.of(
            INVITE, ACK, BYE, CANCEL, REGISTER, OPTIONS, INFO, PRACK, UPDATE, SUBSCRIBE, NOTIFY, PUBLISH, MESSAGE,
            REFER);

    public Method {
        byte[] ascii = name.getBytes(StandardCharsets.UTF_8);
        if (!HeaderName.isToken(ascii, 0, ascii.length)) {
            throw new IllegalArgumentException("not a method: " + name);
        }
    }

    /** The method of that name. */
    public static Method of(String name) {
        for (var known : KNOWN) {
            if (known.name.equals(name)) {
                return known;
            }
        }
        return new Method(name);
    }

    static Method read(byte[] bytes, int start, int end) {
        for (var known : KNOWN) {
            if (known.stands(bytes, start, end)) {
                return known;
            }
        }
        return new Method(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
    }

    private boolean stands(byte[] bytes, int start, int end) {
        if (end - start != name.length()) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (bytes[i] != name.charAt(i - start)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a request of this method can begin a dialog: RFC 3261 §12.1, RFC 6665 §4.5, RFC 3515 §2.4.7. */
    public boolean beginsDialog() {
        return equals(INVITE) || equals(SUBSCRIBE) || equals(REFER);
    }

    @Override
    public String toString() {
        return name;
    }
}
