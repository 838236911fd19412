package offhook.xmpp.stream;

import static offhook.xmpp.xml.StreamError.Condition.BAD_FORMAT;
import static offhook.xmpp.xml.StreamError.Condition.POLICY_VIOLATION;
import static offhook.xmpp.xml.StreamError.Condition.UNSUPPORTED_STANZA_TYPE;

import java.util.OptionalLong;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Namespaces;
import offhook.xmpp.xml.StreamError;

/** The elements of XEP-0198, as they stand on a stream. */
final class StreamManagement {

    static final String NS = "urn:xmpp:sm:3";
    static final String FEATURE = "<sm xmlns='" + NS + "'/>";
    static final String REQUEST = "<r xmlns='" + NS + "'/>";

    private static final long LARGEST = 0xFFFF_FFFFL;

    private StreamManagement() {}

    /** What the client of a session says about it. On the session's loop. */
    static void element(ClientSession session, Fragment element) {
        switch (element.name().local()) {
            case "enable" -> {
                if (session.acknowledges()) {
                    throw new StreamError(POLICY_VIOLATION, "stream management is enabled already"); // §3
                }
                var resume = element.element().attribute("resume").orElse("");
                session.enable(resume.equals("true") || resume.equals("1"));
            }
            case "r" -> enabled(session).asked();
            case "a" -> enabled(session).acknowledged(count(element));
            case "resume" -> session.sendRaw(failed(StanzaError.unexpectedRequest("this stream has a session")));
            default -> throw new StreamError(UNSUPPORTED_STANZA_TYPE, "");
        }
    }

    private static Management enabled(ClientSession session) {
        return session.management()
                .orElseThrow(() -> new StreamError(POLICY_VIOLATION, "stream management is not enabled"));
    }

    private static long count(Fragment element) {
        return handled(element).orElseThrow(() -> new StreamError(BAD_FORMAT, "h counts stanzas"));
    }

    /** The attribute "h"; empty if it is missing, or no number of stanzas. */
    static OptionalLong handled(Fragment element) {
        String text = element.element().attribute("h").orElse("").strip();
        return text.matches("[0-9]{1,10}") && Long.parseLong(text) <= LARGEST
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /** §8. */
    static String failed(StanzaError error) {
        var condition = error.toElement().children().get(0);
        return Element.of("failed", NS).with(condition).toXml(Namespaces.CLIENT);
    }

    static String answer(long count) {
        return "<a xmlns='" + NS + "' h='" + count + "'/>";
    }
}
