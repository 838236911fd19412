package offhook.pbx.esl;

import java.time.InstantSource;
import offhook.pbx.CallEventSource;
import offhook.pbx.PbxPeople;
import offhook.pbx.link.Dialler;
import offhook.pbx.link.KeptLine;
import offhook.pbx.link.Session;
import offhook.sip.call.Reporter;
import offhook.sip.domain.Services;

/**
 * Watches a FreeSWITCH by its event socket. A channel belongs to the person whose extension, user name or alias stands
 * before the @ of its presence id.
 */
public final class Esl {

    /** The port that event_socket.conf.xml has. */
    public static final int PORT = 8021;

    private Esl() {}

    /** A session that finds out if the password is accepted and channels can be listed, and does nothing else. */
    public static Session.Opening trial(EslPassword password) {
        return (wire, seat) -> new EslSession(wire, seat, password, new EslListener() {});
    }

    /** A source, not yet started. */
    public static CallEventSource source(
            Dialler dialler,
            EslPassword password,
            PbxPeople people,
            Services services,
            Reporter reporter,
            InstantSource clock) {
        return new KeptLine(
                dialler,
                (wire, seat) -> new EslSession(wire, seat, password, new EslEvents(people, services, reporter, clock)),
                reporter,
                clock);
    }
}
