package offhook.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The name of a header field, compared without case; a compact form is the same name (RFC 3261 §7.3.3). Known names are
 * single objects, any other token is a name as well. Safe to share.
 */
public final class HeaderName {

    private static final int BUCKETS = 512;
    private static final HeaderName[][] TABLE = new HeaderName[BUCKETS][];
    private static final List<HeaderName> KNOWN = new ArrayList<>();

    public static final HeaderName VIA = list("Via", 'v');
    public static final HeaderName FROM = once("From", 'f');
    public static final HeaderName TO = once("To", 't');
    public static final HeaderName CALL_ID = once("Call-ID", 'i');
    public static final HeaderName CSEQ = once("CSeq");
    public static final HeaderName MAX_FORWARDS = once("Max-Forwards");
    public static final HeaderName CONTENT_LENGTH = once("Content-Length", 'l');
    public static final HeaderName CONTENT_TYPE = once("Content-Type", 'c');
    public static final HeaderName CONTACT = list("Contact", 'm');
    public static final HeaderName ROUTE = list("Route");
    public static final HeaderName RECORD_ROUTE = list("Record-Route");
    public static final HeaderName PATH = list("Path");
    public static final HeaderName SERVICE_ROUTE = list("Service-Route");
    public static final HeaderName EXPIRES = once("Expires");
    public static final HeaderName MIN_EXPIRES = once("Min-Expires");
    public static final HeaderName AUTHORIZATION = name("Authorization");
    public static final HeaderName PROXY_AUTHORIZATION = name("Proxy-Authorization");
    public static final HeaderName WWW_AUTHENTICATE = name("WWW-Authenticate");
    public static final HeaderName PROXY_AUTHENTICATE = name("Proxy-Authenticate");
    public static final HeaderName AUTHENTICATION_INFO = name("Authentication-Info");
    public static final HeaderName REQUIRE = list("Require");
    public static final HeaderName PROXY_REQUIRE = list("Proxy-Require");
    public static final HeaderName SUPPORTED = list("Supported", 'k');
    public static final HeaderName UNSUPPORTED = list("Unsupported");
    public static final HeaderName ALLOW = list("Allow");
    public static final HeaderName ACCEPT = list("Accept");
    public static final HeaderName ACCEPT_ENCODING = list("Accept-Encoding");
    public static final HeaderName ACCEPT_LANGUAGE = list("Accept-Language");
    public static final HeaderName ALERT_INFO = list("Alert-Info");
    public static final HeaderName ALLOW_EVENTS = list("Allow-Events", 'u');
    public static final HeaderName CALL_INFO = list("Call-Info");
    public static final HeaderName CONTENT_DISPOSITION = name("Content-Disposition");
    public static final HeaderName CONTENT_ENCODING = list("Content-Encoding", 'e');
    public static final HeaderName CONTENT_LANGUAGE = list("Content-Language");
    public static final HeaderName DATE = name("Date");
    public static final HeaderName DIVERSION = list("Diversion");
    public static final HeaderName ERROR_INFO = list("Error-Info");
    public static final HeaderName EVENT = once("Event", 'o');
    public static final HeaderName FLOW_TIMER = name("Flow-Timer");
    public static final HeaderName HISTORY_INFO = list("History-Info");
    public static final HeaderName IN_REPLY_TO = list("In-Reply-To");
    public static final HeaderName MAX_BREADTH = once("Max-Breadth");
    public static final HeaderName MIN_SE = name("Min-SE");
    public static final HeaderName ORGANIZATION = name("Organization");
    public static final HeaderName P_ASSERTED_IDENTITY = list("P-Asserted-Identity");
    public static final HeaderName P_PREFERRED_IDENTITY = list("P-Preferred-Identity");
    public static final HeaderName PRIORITY = name("Priority");
    public static final HeaderName PRIVACY = name("Privacy");
    public static final HeaderName REASON = list("Reason");
    public static final HeaderName REFER_TO = name("Refer-To", 'r');
    public static final HeaderName REFERRED_BY = name("Referred-By", 'b');
    public static final HeaderName REPLACES = name("Replaces");
    public static final HeaderName REPLY_TO = name("Reply-To");
    public static final HeaderName RETRY_AFTER = name("Retry-After");
    public static final HeaderName SERVER = name("Server");
    public static final HeaderName SESSION_EXPIRES = name("Session-Expires", 'x');
    public static final HeaderName SIP_ETAG = name("SIP-ETag");
    public static final HeaderName SIP_IF_MATCH = name("SIP-If-Match");
    public static final HeaderName SUBJECT = name("Subject", 's');
    public static final HeaderName SUBSCRIPTION_STATE = name("Subscription-State");
    public static final HeaderName TIMESTAMP = name("Timestamp");
    public static final HeaderName USER_AGENT = name("User-Agent");
    public static final HeaderName WARNING = list("Warning");

    private final String name;
    private final byte[] bytes;
    private final char compact;
    private final boolean list;
    private final long onceBit;
    private final boolean known;

    private HeaderName(String name, char compact, boolean list, long onceBit) {
        this(name, compact, list, onceBit, true);
    }

    private HeaderName(String name, char compact, boolean list, long onceBit, boolean known) {
        this.known = known;
        this.name = name;
        this.bytes = name.getBytes(StandardCharsets.US_ASCII);
        this.compact = compact;
        this.list = list;
        this.onceBit = onceBit;
    }

    private static HeaderName name(String name) {
        return known(new HeaderName(name, '\0', false, 0));
    }

    private static HeaderName name(String name, char compact) {
        return known(new HeaderName(name, compact, false, 0));
    }

    private static HeaderName list(String name) {
        return known(new HeaderName(name, '\0', true, 0));
    }

    private static HeaderName list(String name, char compact) {
        return known(new HeaderName(name, compact, true, 0));
    }

    private static HeaderName once(String name) {
        return once(name, '\0');
    }

    private static HeaderName once(String name, char compact) {
        return known(new HeaderName(name, compact, false, 1L << KNOWN.size()));
    }

    private static HeaderName known(HeaderName header) {
        KNOWN.add(header);
        enter(header, bucket(header.bytes, 0, header.bytes.length));
        if (header.compact != '\0') {
            enter(header, bucket(new byte[] {(byte) header.compact}, 0, 1));
        }
        return header;
    }

    private static void enter(HeaderName header, int bucket) {
        var there = TABLE[bucket] == null ? List.<HeaderName>of() : List.of(TABLE[bucket]);
        var all = new ArrayList<>(there);
        all.add(header);
        TABLE[bucket] = all.toArray(HeaderName[]::new);
    }

    private static int bucket(byte[] text, int start, int end) {
        int first = text[start] | 0x20;
        int middle = text[(start + end) >>> 1] | 0x20;
        int last = text[end - 1] | 0x20;
        return ((end - start) * 61 + first * 31 + middle * 7 + last) & (BUCKETS - 1);
    }

    /** The name spelled like this, long or compact, in any case. */
    public static HeaderName of(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length == 0 || !isToken(ascii, 0, ascii.length)) {
            throw new IllegalArgumentException("not a header name: " + text);
        }
        return read(ascii, 0, ascii.length);
    }

    /** The name in these bytes, which hold a token. */
    static HeaderName read(byte[] text, int start, int end) {
        var candidates = TABLE[bucket(text, start, end)];
        if (candidates != null) {
            for (var candidate : candidates) {
                if (candidate.isSpelled(text, start, end)) {
                    return candidate;
                }
            }
        }
        return new HeaderName(new String(text, start, end - start, StandardCharsets.US_ASCII), '\0', false, 0, false);
    }

    private boolean isSpelled(byte[] text, int start, int end) {
        int length = end - start;
        if (length == 1 && bytes.length != 1) {
            return (text[start] | 0x20) == compact;
        }
        if (length != bytes.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(text[start + i]) != lower(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    /** RFC 3261 §25.1, token. */
    static boolean isToken(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Cursor.isTokenChar(text[i])) {
                return false;
            }
        }
        return end > start;
    }

    /** Whether several values may stand in one line, separated by commas (RFC 3261 §7.3.1). */
    boolean isList() {
        return list;
    }

    /** A bit of its own if the header may stand in a message once only, else 0. */
    long onceBit() {
        return onceBit;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderName that && is(that);
    }

    /** As equals, for the many who look for one name among others: a known name is one object. */
    @SuppressWarnings("ReferenceEquality")
    boolean is(HeaderName that) {
        return this == that || (!known && !that.known && that.name.equalsIgnoreCase(name));
    }

    @Override
    public int hashCode() {
        return name.toLowerCase(Locale.ROOT).hashCode();
    }

    /** The long form as the specification writes it; of an unknown header, as it was written. */
    @Override
    public String toString() {
        return name;
    }
}
