package offhook.demo.phone;

import java.util.Locale;
import java.util.UUID;

/** Writes the messages of a phone. */
final class Writing {

    private final String user;
    private final String domain;
    private final Wire wire;
    private volatile String contactParams = "";
    private int sequence;

    Writing(String user, String domain, Wire wire) {
        this.user = user;
        this.domain = domain;
        this.wire = wire;
    }

    /** Of its Contact from now on, each behind a semicolon. */
    void contactParams(String params) {
        contactParams = params;
    }

    String aor() {
        return "sip:" + user + "@" + domain;
    }

    private String contact() {
        String transport = wire.transport().equals("UDP")
                ? ""
                : ";transport=" + wire.transport().toLowerCase(Locale.ROOT).replace("wss", "ws");
        return "<sip:" + user + "@" + wire.address() + transport + ">" + contactParams;
    }

    private String via() {
        return "SIP/2.0/" + wire.transport() + " " + wire.address() + ";rport;branch=z9hG4bK" + UUID.randomUUID();
    }

    SipText request(String method, String uri, String callId, String from, String to) {
        sequence++;
        String fromValue = from.startsWith("sip:") ? "<" + from + ">" : from;
        return new SipText(method + " " + uri + " SIP/2.0")
                .add("Via", via())
                .add("Max-Forwards", "70")
                .add("From", fromValue + ";tag=" + callId.substring(0, 8))
                .add("To", "<" + to + ">")
                .add("Call-ID", callId)
                .add("CSeq", sequence + " " + method)
                .add("Contact", contact());
    }

    /** A CANCEL or, behind a refusal, an ACK: both belong to the INVITE's own transaction (RFC 3261 §9.1, §17.1.1.3). */
    static SipText ofInvite(String method, SipText invite, SipText to) {
        return new SipText(invite.startLine().replaceFirst("INVITE", method))
                .add("Via", invite.first("Via"))
                .add("Max-Forwards", "70")
                .copy("From", invite)
                .copy("To", to)
                .copy("Call-ID", invite)
                .add("CSeq", invite.first("CSeq").replace("INVITE", method));
    }

    /** RFC 3261 §12.2.1.1: the route set is the Record-Route of the 200, reversed. */
    SipText inDialog(String method, SipText ok) {
        String contact = ok.first("Contact");
        String target = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
        if (!method.equals("ACK")) {
            sequence++;
        }
        var request = new SipText(method + " " + target + " SIP/2.0")
                .add("Via", via())
                .add("Max-Forwards", "70");
        var routes = ok.all("Record-Route");
        for (int i = routes.size() - 1; i >= 0; i--) {
            request.add("Route", routes.get(i));
        }
        String number = method.equals("ACK") ? ok.first("CSeq").replaceAll("\\D", "") : String.valueOf(sequence);
        return request.copy("From", ok)
                .copy("To", ok)
                .copy("Call-ID", ok)
                .add("CSeq", number + " " + method)
                .add("Contact", contact());
    }

    SipText reply(SipText request, String status) {
        var reply = new SipText("SIP/2.0 " + status)
                .copy("Via", request)
                .copy("Record-Route", request)
                .copy("From", request);
        String to = request.first("To");
        reply.add("To", to.contains(";tag=") ? to : to + ";tag=" + user);
        return reply.copy("Call-ID", request).copy("CSeq", request).add("Contact", contact());
    }
}
