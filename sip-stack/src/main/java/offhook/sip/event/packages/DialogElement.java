package offhook.sip.event.packages;

import java.util.Optional;

/**
 * One dialog of a document of RFC 4235 §4.1.
 *
 * @param direction "initiator" or "recipient"; empty if it is not known
 * @param state trying, proceeding, early, confirmed or terminated
 * @param event why it changed, for example "rejected"
 * @param rendering false where the media are held (§4.1.6.2, "+sip.rendering")
 * @param remote who is at the other end
 */
public record DialogElement(
        String id,
        Optional<String> direction,
        String state,
        Optional<String> event,
        boolean rendering,
        Optional<Remote> remote) {

    /** The other end. */
    public record Remote(String name, String uri) {}

    /** @param own the address of the person at this end */
    void write(StringBuilder out, String own, boolean withRemote) {
        out.append("  <dialog id=\"").append(Xml.text(id)).append('"');
        direction.ifPresent(which -> out.append(" direction=\"").append(which).append('"'));
        out.append(">\n    <state");
        event.ifPresent(what -> out.append(" event=\"").append(what).append('"'));
        out.append('>').append(state).append("</state>\n    <local>\n      <identity>");
        out.append(Xml.text(own)).append("</identity>\n      <target uri=\"").append(Xml.text(own));
        if (rendering) {
            out.append("\"/>\n");
        } else {
            out.append("\">\n        <param pname=\"+sip.rendering\" pval=\"no\"/>\n      </target>\n");
        }
        out.append("    </local>\n");
        remote.filter(other -> withRemote).ifPresent(other -> {
            out.append("    <remote>\n      <identity");
            if (!other.name.isEmpty()) {
                out.append(" display=\"").append(Xml.text(other.name)).append('"');
            }
            out.append('>').append(Xml.text(other.uri)).append("</identity>\n");
            out.append("      <target uri=\"").append(Xml.text(other.uri)).append("\"/>\n    </remote>\n");
        });
        out.append("  </dialog>\n");
    }
}
