package offhook.pbx.ami;

import java.time.InstantSource;
import offhook.pbx.CallEventSource;
import offhook.pbx.PbxPeople;
import offhook.pbx.link.Dialler;
import offhook.pbx.link.KeptLine;
import offhook.pbx.link.Session;
import offhook.sip.call.Reporter;
import offhook.sip.domain.Services;

/**
 * Watches an Asterisk by its Manager Interface. A channel belongs to the person whose extension, user name or alias is the
 * name of its endpoint.
 */
public final class Ami {

    /** The port that manager.conf.sample has for plain connections, and for those with TLS. */
    public static final int PORT = 5038;

    public static final int TLS_PORT = 5039;

    private Ami() {}

    /** A session that finds out if the login is accepted and may list channels, and does nothing else. */
    public static Session.Opening trial(AmiLogin login) {
        return (wire, seat) -> new AmiSession(wire, seat, login, new AmiListener() {});
    }

    /** A source, not yet started. */
    public static CallEventSource source(
            Dialler dialler,
            AmiLogin login,
            PbxPeople people,
            Services services,
            Reporter reporter,
            InstantSource clock) {
        return new KeptLine(
                dialler,
                (wire, seat) -> new AmiSession(wire, seat, login, new AmiEvents(people, services, reporter, clock)),
                reporter,
                clock);
    }
}
