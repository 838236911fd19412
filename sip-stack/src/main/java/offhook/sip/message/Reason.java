package offhook.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Why a request was sent, for example a CANCEL (RFC 3326 §2).
 *
 * @param protocol "SIP" or "Q.850", or another token
 * @param cause a status of SIP, or a cause of Q.850
 * @param text for people; may be empty
 */
public record Reason(String protocol, OptionalInt cause, String text) {

    /** RFC 3326 §3.1: another branch of the fork was answered. */
    public static final Reason COMPLETED_ELSEWHERE = sip(200, "Call completed elsewhere");

    public static Reason sip(int status, String text) {
        return new Reason("SIP", OptionalInt.of(status), text);
    }

    /** @throws SipFailure 400 if it is none */
    public static Reason parse(String value) {
        var in = new Cursor(value, "Reason");
        String protocol = in.skipSpace().token();
        var params = Params.read(in);
        in.expectEnd();
        return new Reason(protocol, cause(params), unquoted(params.get("text").orElse("")));
    }

    /** Those of the values that can be read. RFC 3326 §1: a Reason may be ignored, what it stands in may not. */
    public static List<Reason> readable(List<String> values) {
        var all = new ArrayList<Reason>();
        for (var value : values) {
            try {
                all.add(parse(value));
            } catch (SipFailure unreadable) {
                // It is passed on all the same: somebody else may understand it.
            }
        }
        return all;
    }

    private static OptionalInt cause(Params params) {
        return params.get("cause")
                .map(digits -> OptionalInt.of((int) new Cursor(digits, "Reason").number(Integer.MAX_VALUE)))
                .orElse(OptionalInt.empty());
    }

    private static String unquoted(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    /** As it stands in the header. */
    @Override
    public String toString() {
        var written = new StringBuilder(protocol);
        cause.ifPresent(number -> written.append(";cause=").append(number));
        if (!text.isEmpty()) {
            written.append(";text=\"")
                    .append(text.replaceAll("([\"\\\\])", "\\\\$1"))
                    .append('"');
        }
        return written.toString();
    }
}
