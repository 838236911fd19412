package offhook.pbx.ami;

import java.time.InstantSource;
import offhook.directory.Directory;
import offhook.pbx.CallEventSource;
import offhook.pbx.MessageCounts;
import offhook.pbx.PhoneNames;
import offhook.pbx.link.Dialler;
import offhook.pbx.link.KeptLine;
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

    /**
     * A source, not yet started.
     *
     * @param host of the PBX, behind the numbers of strangers
     * @param counts takes what Asterisk tells of voicemail
     */
    public static CallEventSource source(
            Dialler dialler,
            AmiLogin login,
            Directory directory,
            Services services,
            String host,
            Reporter reporter,
            MessageCounts counts,
            InstantSource clock) {
        var ground =
                new AmiEvents.Ground(directory, new PhoneNames(directory), services, host, reporter, counts, clock);
        return new KeptLine(
                dialler, (wire, seat) -> new AmiSession(wire, seat, login, new AmiEvents(ground)), reporter, clock);
    }
}
