package offhook.sip.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One value of a Reason header field, RFC 3326 §2.
 *
 * @param protocol in lower case: "sip", "q.850"
 * @param cause 0 where none is given
 * @param text without quotes; empty where none is given
 */
public record Reason(String protocol, int cause, String text) {

    /** What a proxy tells the losing branches of a fork, RFC 3326 §3.1. */
    public static final String COMPLETED_ELSEWHERE = "SIP;cause=200;text=\"Call completed elsewhere\"";

    private static final Pattern VALUE = Pattern.compile(
            "\\s*([\\w.!%*+`'~-]+)((?:\\s*;\\s*[\\w.!%*+`'~-]+\\s*(?:=\\s*(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s;,\"]+))?)*+)\\s*(?:,|$)");
    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*(cause|text)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;,\"]+))", Pattern.CASE_INSENSITIVE);

    /** The values of one header line; what is malformed is left out, since a Reason may always be ignored. */
    public static List<Reason> parse(String line) {
        var reasons = new ArrayList<Reason>();
        var value = VALUE.matcher(line);
        while (value.find()) {
            var cause = 0;
            var text = "";
            var parameter = PARAMETER.matcher(value.group(2));
            while (parameter.find()) {
                var given = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
                if (parameter.group(1).equalsIgnoreCase("text")) {
                    text = given;
                } else if (given.matches("\\d{1,4}")) {
                    cause = Integer.parseInt(given);
                }
            }
            reasons.add(new Reason(value.group(1).toLowerCase(Locale.ROOT), cause, text));
        }
        return reasons;
    }

    /** Why a phone stopped ringing, by the Reason values of its CANCEL; without any the caller has hung up. */
    public static Outcome outcome(List<Reason> reasons) {
        return reasons.stream().map(Reason::outcome).reduce(Outcome.CALLER_HUNG_UP, Reason::moreTelling);
    }

    /** A value that says nothing special does not hide one that does: "SIP;cause=487, Q.850;cause=19". */
    private static Outcome moreTelling(Outcome one, Outcome other) {
        if (one == Outcome.CALLER_HUNG_UP) {
            return other;
        }
        return other == Outcome.CALLER_HUNG_UP ? one : one.or(other);
    }

    private Outcome outcome() {
        if (text.toLowerCase(Locale.ROOT).contains("completed elsewhere")) {
            return Outcome.ANSWERED_ELSEWHERE;
        }
        return switch (protocol) {
            case "sip" ->
                switch (cause) {
                    case 200 -> Outcome.ANSWERED_ELSEWHERE;
                    case 408, 480 -> Outcome.RANG_OUT;
                    case 486, 600, 603, 607, 608 -> Outcome.DECLINED;
                    default -> Outcome.CALLER_HUNG_UP;
                };
            case "q.850" ->
                switch (cause) {
                    case 26 -> Outcome.ANSWERED_ELSEWHERE;
                    case 18, 19 -> Outcome.RANG_OUT;
                    case 17, 21 -> Outcome.DECLINED;
                    default -> Outcome.CALLER_HUNG_UP;
                };
            default -> Outcome.CALLER_HUNG_UP;
        };
    }
}
