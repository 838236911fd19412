package offhook.mail.intake.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** What a server says: RFC 5321 §4.2, with the enhanced codes of RFC 2034 in its text. */
public record Reply(int code, List<String> lines) {

    public Reply {
        lines = List.copyOf(lines);
    }

    static Reply of(int code, String text) {
        return new Reply(code, List.of(text));
    }

    /** Whether the client may go on as it wanted to. */
    public boolean isGood() {
        return code < 400;
    }

    public byte[] encoded() {
        var out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            out.append(code)
                    .append(i == lines.size() - 1 ? ' ' : '-')
                    .append(lines.get(i))
                    .append("\r\n");
        }
        return out.toString().getBytes(US_ASCII);
    }
}
