package offhook.sip.testing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Messages of a shape that costs a parser more than it costs their sender. */
public final class HostileShapes {

    private static final int KB = 1024;

    private HostileShapes() {}

    /** Messages by what is wrong with them, line ends being {@code \n}. */
    public static Map<String, String> all() {
        var shapes = new LinkedHashMap<String, String>();
        shapes.put("7000 Route values", with("Route: <sip:a>" + ",<sip:a>".repeat(7000)));
        shapes.put("7000 Route lines", with("Route: <sip:a>\n".repeat(7000).strip()));
        shapes.put("60 KB of blank lines", "\n".repeat(30 * KB) + with("X: y"));
        shapes.put("60 KB of NUL", "\0".repeat(60 * KB));
        shapes.put("commas", with("Contact: " + ",".repeat(60 * KB)));
        shapes.put(
                "commas in 64 lines",
                with(("Contact: " + ",".repeat(60) + "\n").repeat(57).strip()));
        shapes.put("quotes", with("Contact: " + "\"".repeat(8000)));
        shapes.put("escapes", with("Contact: \"" + "\\".repeat(8000)));
        shapes.put("open brackets", with("Contact: " + "<".repeat(8000)));
        shapes.put("nested", with("Contact: " + "<sip:a?Route=".repeat(600) + ">".repeat(190)));
        shapes.put("folding", with("Subject: a" + "\n ".repeat(4000)));
        shapes.put("folding with text", with("Contact: <sip:a>" + "\n ,<sip:a>".repeat(60)));
        shapes.put("parameters", with("Contact: <sip:a>" + ";a=b".repeat(1900)));
        shapes.put("uri parameters", with("Contact: <sip:a" + ";a=b".repeat(1900) + ">"));
        shapes.put("uri headers", with("Contact: <sip:a?a=b" + "&a=b".repeat(1900) + ">"));
        shapes.put("parameters of To", with("X: y").replace("To: <sip:b>", "To: <sip:b>" + ";a=b".repeat(1900)));
        shapes.put(
                "parameters of Via", with("X: y").replace("branch=z9hG4bKx", "a=b;".repeat(1900) + "branch=z9hG4bKx"));
        shapes.put("long Request-URI", with("X: y").replace("sip:b SIP", "sip:" + "a".repeat(15_000) + "@b SIP"));
        shapes.put("at signs", with("X: y").replace("sip:b SIP", "sip:" + "@".repeat(15_000) + " SIP"));
        shapes.put("percent", with("Contact: <sip:" + "%".repeat(8000) + "@b>"));
        shapes.put("spaces", with("Contact: <sip:a>" + " ".repeat(8000) + ";x"));
        shapes.put("digits", with("Content-Length: " + "9".repeat(8000)));
        shapes.put("digest", with("Authorization: Digest " + "a=\"b\",".repeat(1200) + "a=b"));
        shapes.put("accept", with("Accept: a/b" + ",a/b;c=d".repeat(63)));
        shapes.put("event", with("Event: dialog" + ";a=b".repeat(1900)));
        shapes.put("parameters of a state", with("Subscription-State: active" + ";a=b".repeat(250)));
        shapes.put("quotes of a state", with("Subscription-State: active;a=" + "\"".repeat(8000)));
        shapes.put("escapes of an event", with("Event: dialog;a=\"" + "\\".repeat(8000)));
        shapes.put("comments of an event", with("Event: dialog" + "(".repeat(8000)));
        shapes.put("empty parameters", with("Event: dialog" + " ;".repeat(250)));
        shapes.put("blanks of a type", with("Content-Type: a/b" + " ".repeat(8000) + "c"));
        shapes.put("parameters of a type", with("Content-Type: a/b" + ";a=b".repeat(1900)));
        shapes.put("parameters of Replaces", with("Replaces: a" + ";a=b".repeat(250) + "?"));
        shapes.put("digits of Session-Expires", with("Session-Expires: " + "9".repeat(8000)));
        shapes.put("one line of 60 KB", with("X: " + "y".repeat(60 * KB)));
        shapes.put("name of 60 KB", with("y".repeat(60 * KB) + ": x"));
        shapes.put("no colon", with("y".repeat(60 * KB)));
        return shapes;
    }

    private static String with(String lines) {
        return """
                INVITE sip:b SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx
                From: <sip:a>;tag=1
                To: <sip:b>
                Call-ID: c
                CSeq: 1 INVITE
                """
                + lines + "\n\n";
    }

    /** A message as it goes over the wire. */
    public static byte[] bytes(String message) {
        return message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
