package offhook.demo.phone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A SIP message as text, RFC 3261 §7: as much of it as a plain phone needs. Mutable while it is written. */
public final class SipText {

    private final String startLine;
    private final List<String[]> headers = new ArrayList<>();
    private String body = "";

    public SipText(String startLine) {
        this.startLine = startLine;
    }

    static SipText read(byte[] datagram, int length) {
        String text = new String(datagram, 0, length, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = (end < 0 ? text : text.substring(0, end)).split("\r\n");
        var message = new SipText(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                message.add(
                        lines[i].substring(0, colon).strip(),
                        lines[i].substring(colon + 1).strip());
            }
        }
        message.body = end < 0 ? "" : text.substring(end + 4);
        return message;
    }

    SipText add(String name, String value) {
        headers.add(new String[] {name, value});
        return this;
    }

    SipText sdp(String sdp) {
        body = sdp;
        return add("Content-Type", "application/sdp");
    }

    /** Takes over every header of that name from another message, in order. */
    SipText copy(String name, SipText from) {
        from.all(name).forEach(value -> add(name, value));
        return this;
    }

    public String startLine() {
        return startLine;
    }

    public String body() {
        return body;
    }

    /** Empty if there is none. */
    public String first(String name) {
        var values = all(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    public List<String> all(String name) {
        return headers.stream()
                .filter(header -> header[0].equalsIgnoreCase(name))
                .map(header -> header[1])
                .toList();
    }

    /** The method of a request; empty for a response. */
    public String method() {
        return status() != 0 ? "" : startLine.substring(0, Math.max(0, startLine.indexOf(' ')));
    }

    /** The status of a response; 0 for a request. */
    public int status() {
        return startLine.startsWith("SIP/2.0 ") ? Integer.parseInt(startLine.substring(8, 11)) : 0;
    }

    /** The method that the CSeq header names. */
    public String cseqMethod() {
        String cseq = first("CSeq");
        return cseq.substring(cseq.indexOf(' ') + 1).strip().toUpperCase(Locale.ROOT);
    }

    /** Start line and CSeq: enough to tell the messages of a call apart. */
    String summary() {
        return startLine + " CSeq: " + first("CSeq");
    }

    byte[] bytes() {
        var text = new StringBuilder(startLine).append("\r\n");
        headers.forEach(
                header -> text.append(header[0]).append(": ").append(header[1]).append("\r\n"));
        text.append("Content-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n");
        return text.append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return startLine;
    }
}
