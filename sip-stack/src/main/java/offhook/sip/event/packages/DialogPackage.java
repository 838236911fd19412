package offhook.sip.event.packages;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.sip.call.CallTracker;
import offhook.sip.call.Line;
import offhook.sip.call.Outcome;
import offhook.sip.event.Publications;
import offhook.sip.event.Relation;
import offhook.sip.event.document.DialogInfo;
import offhook.sip.event.document.MalformedDocument;
import offhook.sip.message.SipFailure;

/**
 * RFC 4235: which calls somebody is in, all their phones together, by what the tracker knows. A document has the whole
 * state; a call that is over stays in it until it has settled, so that a watcher hears of its end. Safe to share.
 */
public final class DialogPackage extends Documents {

    public static final String NAME = "dialog";
    public static final String TYPE = "application/dialog-info+xml";

    /** §3.10: "not … more frequently than once per second". */
    private static final Duration PACE = Duration.ofSeconds(1);

    private static final int MOST_PUBLISHED = 32;
    private static final int LONGEST_ID = 256;

    private final CallTracker tracker;
    private final String domain;

    public DialogPackage(CallTracker tracker, String domain) {
        super(NAME, TYPE, PACE);
        this.tracker = tracker;
        this.domain = domain;
    }

    /** What others may publish: documents of this package (RFC 4235 §3.13). */
    public static Publications<List<DialogInfo.Dialog>> publications(Publications.Ground ground) {
        return new Publications<>(NAME, TYPE, DialogPackage::read, ground);
    }

    /** Those with a name by which they can be told from others. */
    private static List<DialogInfo.Dialog> read(String body) {
        try {
            return DialogInfo.read(body.getBytes(StandardCharsets.UTF_8)).dialogs().stream()
                    .limit(MOST_PUBLISHED)
                    .filter(dialog -> !dialog.id().isEmpty() && dialog.id().length() <= LONGEST_ID)
                    .toList();
        } catch (MalformedDocument malformed) {
            throw new SipFailure(400, "Bad Body");
        }
    }

    @Override
    public void listen(Consumer<UserId> listener) {
        tracker.watch(listener);
    }

    @Override
    public Optional<String> document(User of, Relation watcher, long version) {
        var entity = of.aors().get(0).uri().toString();
        var out = new StringBuilder(512)
                .append(Xml.HEAD)
                .append("<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"")
                .append(version)
                .append("\" state=\"full\" entity=\"")
                .append(Xml.text(entity))
                .append("\">\n");
        dialogs(of.id()).values().forEach(dialog -> dialog.write(out, entity, watcher.isClose()));
        return Optional.of(out.append("</dialog-info>\n").toString());
    }

    /** By their ids: what is said again is the same dialog. */
    private Map<String, DialogElement> dialogs(UserId user) {
        var all = new LinkedHashMap<String, DialogElement>();
        tracker.lines(user, domain).stream().map(DialogPackage::dialog).forEach(dialog -> all.put(dialog.id(), dialog));
        return all;
    }

    private static DialogElement dialog(Line line) {
        return new DialogElement(
                id(line),
                Optional.of(line.calling() ? "initiator" : "recipient"),
                line.state().name().toLowerCase(Locale.ROOT),
                line.outcome().flatMap(DialogPackage::event),
                !line.held(),
                line.other()
                        .map(other -> new DialogElement.Remote(
                                other.name().value(), other.address().toString())));
    }

    /** Of no use for taking over the call (RFC 3891), which its Call-ID and tags would be. */
    private static String id(Line line) {
        return Xml.id(line.callId() + ' ' + line.fromTag() + ' ' + line.calling());
    }

    /** §4.1.2; which side hung up is not known. */
    private static Optional<String> event(Outcome outcome) {
        return switch (outcome) {
            case CALLER_HUNG_UP, ANSWERED_ELSEWHERE -> Optional.of("cancelled");
            case BUSY, DECLINED -> Optional.of("rejected");
            case RANG_OUT -> Optional.of("timeout");
            case UNREACHABLE, SIGNALLING_FAILURE, CUT_BY_RESTART -> Optional.of("error");
            default -> Optional.empty();
        };
    }
}
