package offhook.sip.event.document;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an {@code application/dialog-info+xml} body says, RFC 4235 §4, read as leniently as PBXs write it. Immutable and
 * safe to share.
 *
 * @param version empty if there is none that can be read
 * @param full whether what is not in it is over; so is it taken where nothing is said, as by phones that send one dialog
 * @param entity whose dialogs these are, as written; "" if nothing is said
 */
public record DialogInfo(OptionalLong version, boolean full, String entity, List<Dialog> dialogs) {

    private static final long HIGHEST_VERSION = 0xFFFF_FFFFL;

    public DialogInfo {
        dialogs = List.copyOf(dialogs);
    }

    /** §3.7.1. */
    public enum State {
        TRYING,
        PROCEEDING,
        EARLY,
        CONFIRMED,
        TERMINATED
    }

    /** Why it was terminated, §3.7.1. */
    public enum Event {
        CANCELLED,
        REJECTED,
        REPLACED,
        LOCAL_BYE,
        REMOTE_BYE,
        ERROR,
        TIMEOUT
    }

    /** Who began it. */
    public enum Direction {
        /** The one whose dialogs these are has called. */
        INITIATOR,
        /** They were called. */
        RECIPIENT
    }

    /**
     * One of the dialogs, §4.1.1.
     *
     * @param id unique in the document and in those that follow; with some PBXs the extension, for all its calls
     * @param event empty while it lasts, and where nothing is said
     * @param code of the response that moved it
     * @param held nothing is rendered on this side: {@code sip.rendering="no"}
     * @param replaces the Call-ID of the dialog that this one took the place of
     */
    public record Dialog(
            String id,
            State state,
            Optional<Event> event,
            OptionalInt code,
            Optional<Direction> direction,
            Optional<String> callId,
            Optional<String> localTag,
            Optional<String> remoteTag,
            Optional<Party> local,
            Optional<Party> remote,
            boolean held,
            Optional<String> replaces) {

        public boolean isOver() {
            return state == State.TERMINATED;
        }
    }

    /**
     * A side of a dialog, §4.1.6.
     *
     * @param display the name; "" if there is none
     * @param uri of the identity, else of the target, as written
     */
    public record Party(String display, String uri) {}

    /** @throws MalformedDocument if it is no such document */
    public static DialogInfo read(byte[] body) throws MalformedDocument {
        var root = XmlNode.read(body);
        if (!root.is("dialog-info")) {
            throw new MalformedDocument("not a dialog-info");
        }
        return new DialogInfo(
                root.attribute("version").map(DialogInfo::version).orElseGet(OptionalLong::empty),
                root.attribute("state").filter("partial"::equalsIgnoreCase).isEmpty(),
                root.attribute("entity").orElse(""),
                root.all("dialog").flatMap(node -> dialog(node).stream()).toList());
    }

    private static OptionalLong version(String text) {
        return text.matches("[0-9]{1,18}") && Long.parseLong(text) <= HIGHEST_VERSION
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /** Empty without a state that is known: it would be neither here nor gone. */
    private static Optional<Dialog> dialog(XmlNode node) {
        var state = node.child("state");
        return state.flatMap(element -> read(State.class, element.text())).map(now -> {
            var local = node.child("local");
            return new Dialog(
                    node.attribute("id").or(() -> node.attribute("call-id")).orElse(""),
                    now,
                    // Examples of RFC 4235 §6.2 say "reason", and so do phones that were made by them.
                    state.flatMap(element -> element.attribute("event").or(() -> element.attribute("reason")))
                            .flatMap(text -> read(Event.class, text)),
                    state.flatMap(element -> element.attribute("code"))
                            .filter(text -> text.matches("[1-6][0-9]{2}"))
                            .map(text -> OptionalInt.of(Integer.parseInt(text)))
                            .orElseGet(OptionalInt::empty),
                    node.attribute("direction").flatMap(DialogInfo::direction),
                    node.attribute("call-id"),
                    node.attribute("local-tag"),
                    node.attribute("remote-tag"),
                    local.flatMap(DialogInfo::party),
                    node.child("remote").flatMap(DialogInfo::party),
                    local.filter(DialogInfo::isSilent).isPresent(),
                    node.child("replaces").flatMap(replaces -> replaces.attribute("call-id")));
        });
    }

    /** RFC 4235 §6.2 itself writes "receiver". */
    private static Optional<Direction> direction(String text) {
        return text.equalsIgnoreCase("receiver") ? Optional.of(Direction.RECIPIENT) : read(Direction.class, text);
    }

    private static Optional<Party> party(XmlNode side) {
        var identity = side.child("identity");
        var uri = identity.map(XmlNode::text).filter(text -> !text.isEmpty()).or(() -> side.child("target")
                .flatMap(target -> target.attribute("uri")));
        return uri.map(text -> new Party(
                identity.flatMap(element -> element.attribute("display").or(() -> element.attribute("display-name")))
                        .orElse(""),
                text));
    }

    /**
     * §5.2; the plus sign belongs into a Contact only, and stands here as well, as in the RFC's examples.
     * Asterisk (res_pjsip): writes "pvalue".
     */
    private static boolean isSilent(XmlNode local) {
        return local.tree()
                .filter(node -> node.is("param"))
                .filter(node -> node.attribute("pname")
                        .filter(name ->
                                name.equalsIgnoreCase("sip.rendering") || name.equalsIgnoreCase("+sip.rendering"))
                        .isPresent())
                .anyMatch(node -> node.attribute("pval")
                        .or(() -> node.attribute("pvalue"))
                        .filter("no"::equalsIgnoreCase)
                        .isPresent());
    }

    private static <E extends Enum<E>> Optional<E> read(Class<E> type, String text) {
        var name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
