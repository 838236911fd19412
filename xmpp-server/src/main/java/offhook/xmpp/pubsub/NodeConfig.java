package offhook.xmpp.pubsub;

import java.util.List;
import java.util.Locale;

/**
 * How a node behaves, XEP-0060 §16.4.4. Immutable.
 *
 * @param type the namespace of its payloads; "" for any; likewise language, title and description say nothing where empty
 * @param contacts whom to ask about the node, as addresses
 * @param groups of the owner's roster, whose contacts the access model "roster" lets in
 * @param maxItems {@link #MAX} for as many as the server lets it have
 * @param expire after how many seconds an item is forgotten; 0 for never
 * @param payloadSize the most bytes a payload may have
 * @param headlines whether events are messages of type headline, which nobody stores
 * @param showPublisher whether items say who published them
 * @param subscribe whether anybody may subscribe
 */
record NodeConfig(
        String title,
        String description,
        String type,
        String language,
        List<String> contacts,
        Access access,
        List<String> groups,
        Publishers publishers,
        boolean persist,
        int maxItems,
        long expire,
        int payloadSize,
        boolean notifications,
        boolean payloads,
        boolean notifyConfig,
        boolean notifyDelete,
        boolean notifyRetract,
        boolean notifySub,
        SendLast sendLast,
        boolean headlines,
        boolean showPublisher,
        boolean subscribe) {

    static final int MAX = Integer.MAX_VALUE;

    private static final int FEW = 20;

    NodeConfig {
        contacts = List.copyOf(contacts);
        groups = List.copyOf(groups);
    }

    /** Who may subscribe and read, §4.5. */
    enum Access {
        OPEN,
        PRESENCE,
        ROSTER,
        AUTHORIZE,
        WHITELIST
    }

    /** Who may publish, §16.4.4 {@code publish_model}. */
    enum Publishers {
        PUBLISHERS,
        SUBSCRIBERS,
        OPEN
    }

    /** When somebody gets the last item without a publication. */
    enum SendLast {
        NEVER,
        ON_SUB,
        ON_SUB_AND_PRESENCE
    }

    /** The default of the service. */
    static NodeConfig ofService(int payloadSize) {
        return of(Access.OPEN, FEW, SendLast.ON_SUB, payloadSize);
    }

    /** The default of an account, XEP-0163 §5: one item, for presence subscribers. */
    static NodeConfig ofAccount(int payloadSize) {
        return of(Access.PRESENCE, 1, SendLast.ON_SUB_AND_PRESENCE, payloadSize);
    }

    /** What is for the account's own clients alone, XEP-0223, and as XEP-0402 §3.3 wants it. */
    static NodeConfig secret(int payloadSize) {
        return of(Access.WHITELIST, MAX, SendLast.NEVER, payloadSize);
    }

    private static NodeConfig of(Access access, int maxItems, SendLast sendLast, int payloadSize) {
        return new NodeConfig(
                "",
                "",
                "",
                "",
                List.of(),
                access,
                List.of(),
                Publishers.PUBLISHERS,
                true,
                maxItems,
                0,
                payloadSize,
                true,
                true,
                false,
                true,
                true,
                false,
                sendLast,
                true,
                false,
                true);
    }

    /** How many items are kept. */
    int kept(int limit) {
        return Math.min(maxItems, limit);
    }

    /** The time before which items are forgotten, in milliseconds. */
    long forgottenBefore(long now) {
        return expire == 0 ? Long.MIN_VALUE : now - expire * 1_000;
    }

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
