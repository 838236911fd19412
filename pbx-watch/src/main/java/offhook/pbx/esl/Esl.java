package offhook.pbx.esl;

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
 * Watches a FreeSWITCH by its event socket. A channel belongs to the person whose extension, user name or alias stands
 * before the @ of its presence id.
 */
public final class Esl {

    /** The port that event_socket.conf.xml has. */
    public static final int PORT = 8021;

    private Esl() {}

    /**
     * A source, not yet started.
     *
     * @param host of the PBX, behind the numbers of strangers
     * @param counts takes what FreeSWITCH tells of voicemail
     */
    public static CallEventSource source(
            Dialler dialler,
            EslPassword password,
            Directory directory,
            Services services,
            String host,
            Reporter reporter,
            MessageCounts counts,
            InstantSource clock) {
        var ground =
                new EslEvents.Ground(directory, new PhoneNames(directory), services, host, reporter, counts, clock);
        return new KeptLine(
                dialler, (wire, seat) -> new EslSession(wire, seat, password, new EslEvents(ground)), reporter, clock);
    }
}
