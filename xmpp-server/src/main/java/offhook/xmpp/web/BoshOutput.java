package offhook.xmpp.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offhook.runtime.net.http.Response;
import offhook.xmpp.xml.Frames;
import offhook.xmpp.xml.ServerHeader;

/** What a session has to say: elements that wait for a request, and the attributes of the body around them. Belongs to it. */
final class BoshOutput {

    private final Map<String, String> creation = new LinkedHashMap<>(); // of the first answer; empty after it
    private List<byte[]> out = new ArrayList<>();
    private long added;
    private long written;
    private boolean ended; // our side of the stream is closed
    private String condition; // why it ended; null for no reason

    /** @param rid the number of the first request */
    BoshOutput(String sid, BoshTerms terms, long rid) {
        creation.put("sid", sid);
        creation.put("wait", seconds(terms.longest()));
        creation.put("requests", Integer.toString(terms.requests()));
        creation.put("hold", Integer.toString(terms.hold()));
        creation.put("polling", seconds(BoshPace.POLLING));
        creation.put("inactivity", seconds(BoshSession.INACTIVITY));
        creation.put("maxpause", seconds(BoshSession.LONGEST_PAUSE));
        creation.put("ver", terms.version());
        creation.put("ack", Long.toString(rid));
    }

    private static String seconds(Duration time) {
        return Long.toString(time.toSeconds());
    }

    /** XEP-0206 §3: the header of a stream is in the attributes of the first answer; later ones are not seen. */
    void open(ServerHeader header) {
        if (!creation.isEmpty()) {
            creation.put("from", header.from());
            creation.put("authid", header.id());
            creation.put("xmpp:version", "1.0");
            creation.put("xmpp:restartlogic", "true");
        }
    }

    void add(byte[] element) {
        var whole = Frames.standalone(element);
        if (BoshFrames.isError(whole)) {
            condition = BoshFrames.condition(whole);
            if (!condition.equals(BoshFrames.ERROR)) {
                return; // XEP-0206 §2: a stream error stands under no other condition, and this one says it all
            }
        }
        added += whole.length;
        out.add(whole);
    }

    void end() {
        ended = true;
    }

    /** The client has broken the rules. */
    void end(String why) {
        condition = why;
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isEmpty() {
        return out.isEmpty();
    }

    long unwritten() {
        return added - written;
    }

    long written() {
        return written;
    }

    /**
     * The answer to a request.
     *
     * @param last the number of the last request that was looked at
     * @param withElements false if what there is to say shall wait for another one
     */
    Response answer(long rid, long last, boolean withElements) {
        var attributes = new LinkedHashMap<String, String>(creation);
        creation.clear();
        if (last > rid) {
            attributes.put("ack", Long.toString(last));
        }
        List<byte[]> elements = List.of();
        if (withElements) {
            elements = out;
            out = new ArrayList<>();
        }
        elements.forEach(element -> written += element.length);
        if (ended) {
            attributes.put("type", "terminate");
            if (condition != null) {
                attributes.put("condition", condition);
            }
        }
        return BoshAnswer.of(attributes, elements);
    }
}
