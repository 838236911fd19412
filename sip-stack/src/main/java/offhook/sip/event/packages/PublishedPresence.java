package offhook.sip.event.packages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import offhook.sip.event.document.MalformedDocument;
import offhook.sip.event.document.PresenceInfo;
import offhook.sip.event.document.PresenceInfo.Note;
import offhook.sip.message.SipFailure;

/**
 * What somebody's phone, or a peer, has published of their presence. Immutable and safe to share.
 *
 * @param activities of RFC 4480 §3.2, for example "away"
 * @param notes of the person
 */
public record PublishedPresence(List<Tuple> tuples, List<String> activities, List<Note> notes) {

    public PublishedPresence {
        tuples = List.copyOf(tuples);
        activities = List.copyOf(activities);
        notes = List.copyOf(notes);
    }

    /** @throws SipFailure 400 if it is no such document */
    static PublishedPresence read(String body) {
        try {
            var info = PresenceInfo.read(body.getBytes(StandardCharsets.UTF_8));
            return new PublishedPresence(
                    info.tuples().stream().map(PublishedPresence::tuple).toList(), info.activities(), info.notes());
        } catch (MalformedDocument malformed) {
            throw new SipFailure(400, "Bad Body");
        }
    }

    private static Tuple tuple(PresenceInfo.Tuple read) {
        return new Tuple(
                // Never one that we know ourselves.
                Tuple.id("ID-published-", read.id()),
                read.open(),
                read.notes(),
                read.show(),
                read.contact(),
                OptionalDouble.empty());
    }
}
