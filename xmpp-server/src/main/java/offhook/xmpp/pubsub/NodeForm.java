package offhook.xmpp.pubsub;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.form.DataForm.Option;
import offhook.xmpp.pubsub.NodeConfig.Access;
import offhook.xmpp.pubsub.NodeConfig.Publishers;
import offhook.xmpp.pubsub.NodeConfig.SendLast;
import offhook.xmpp.stanza.StanzaError;

/** The configuration of a node as a form, XEP-0060 §16.4.4: for its owners, for publishers, and as it is stored. */
final class NodeForm {

    static final String FORM = Pubsub.NS + "#node_config";
    static final String OPTIONS = Pubsub.NS + "#publish-options";

    private static final String P = "pubsub#";
    private static final int LONGEST = 1_000;
    private static final int MOST_VALUES = 100;
    private static final long LONGEST_LIFE = 10L * 365 * 24 * 3600;

    private NodeForm() {}

    /** @param type "form" to be filled in, "submit" to be stored, "result" to be told */
    static DataForm of(String type, NodeConfig config) {
        return DataForm.of(type, FORM)
                .text(P + "title", "Name", config.title())
                .text(P + "description", "Description", config.description())
                .text(P + "type", "Namespace of the payloads", config.type())
                .text(P + "language", "Language", config.language())
                .with(P + "contact", "jid-multi", "Whom to ask", config.contacts())
                .with(one("access_model", "Who may subscribe and read", config.access(), Access.values()))
                .with(P + "roster_groups_allowed", "text-multi", "Groups of contacts that may", config.groups())
                .with(one("publish_model", "Who may publish", config.publishers(), Publishers.values()))
                .bool(P + "persist_items", "Keep items", config.persist())
                .text(P + "max_items", "How many items to keep; max for as many as possible", max(config.maxItems()))
                .text(P + "item_expire", "After how many seconds to forget an item", expire(config.expire()))
                .text(P + "max_payload_size", "Most bytes of a payload", Integer.toString(config.payloadSize()))
                .bool(P + "deliver_notifications", "Tell subscribers", config.notifications())
                .bool(P + "deliver_payloads", "Tell them the payload, too", config.payloads())
                .bool(P + "notify_config", "Tell subscribers of a new configuration", config.notifyConfig())
                .bool(P + "notify_delete", "Tell subscribers when the node is deleted", config.notifyDelete())
                .bool(P + "notify_retract", "Tell subscribers when items are removed", config.notifyRetract())
                .bool(P + "notify_sub", "Tell owners of subscribers", config.notifySub())
                .with(one(
                        "send_last_published_item", "When to send the last item", config.sendLast(), SendLast.values()))
                .choice(
                        P + "notification_type",
                        "Type of the messages",
                        config.headlines() ? "headline" : "normal",
                        new Option("Never stored", "headline"),
                        new Option("Stored for who is away", "normal"))
                .choice(
                        P + "itemreply",
                        "Who answers for an item",
                        config.showPublisher() ? "publisher" : "owner",
                        new Option("The owner", "owner"),
                        new Option("The publisher, whom the item names", "publisher"))
                .bool(P + "subscribe", "Let others subscribe", config.subscribe());
    }

    private static DataForm.Field one(String name, String label, Enum<?> value, Enum<?>... of) {
        var options = Stream.of(of)
                .map(NodeConfig::text)
                .map(text -> new Option(text, text))
                .toList();
        return new DataForm.Field(P + name, "list-single", label, List.of(NodeConfig.text(value)), options);
    }

    /**
     * The configuration with what the form says; a field that is not there changes nothing, one that is not known neither.
     *
     * @param mostItems how many items a node of this server may keep; likewise the bytes of a payload
     * @throws StanzaError not-acceptable
     */
    static NodeConfig apply(NodeConfig before, DataForm form, int mostItems, int mostBytes) {
        if (!form.value(P + "node_type").orElse("leaf").equals("leaf")) {
            throw Pubsub.unsupported("collections");
        }
        var read = new Reading(form);
        return new NodeConfig(
                read.text("title", before.title()),
                read.text("description", before.description()),
                read.text("type", before.type()),
                read.text("language", before.language()),
                read.texts("contact", before.contacts()),
                read.one("access_model", before.access(), Access.values()),
                read.texts("roster_groups_allowed", before.groups()),
                read.one("publish_model", before.publishers(), Publishers.values()),
                read.flag("persist_items", before.persist()),
                (int) read.number("max_items", before.maxItems(), 1, mostItems, NodeConfig.MAX),
                read.number("item_expire", before.expire(), 0, LONGEST_LIFE, 0),
                (int) read.number("max_payload_size", before.payloadSize(), 1, mostBytes, mostBytes),
                read.flag("deliver_notifications", before.notifications()),
                read.flag("deliver_payloads", before.payloads()),
                read.flag("notify_config", before.notifyConfig()),
                read.flag("notify_delete", before.notifyDelete()),
                read.flag("notify_retract", before.notifyRetract()),
                read.flag("notify_sub", before.notifySub()),
                read.one("send_last_published_item", before.sendLast(), SendLast.values()),
                read.one("notification_type", before.headlines() ? "headline" : "normal", "headline", "normal")
                        .equals("headline"),
                read.one("itemreply", before.showPublisher() ? "publisher" : "owner", "owner", "publisher")
                        .equals("publisher"),
                read.flag("subscribe", before.subscribe()));
    }

    /** The configuration as it was stored, whatever the limits are now. */
    static NodeConfig restore(NodeConfig usual, DataForm form) {
        return apply(usual, form, NodeConfig.MAX, NodeConfig.MAX);
    }

    /** Whether each field is one of a node's configuration, §7.1.5. */
    static boolean isKnown(DataForm options) {
        return Known.FIELDS.containsAll(options.fields().stream()
                .map(field -> String.valueOf(field.var()))
                .collect(Collectors.toSet()));
    }

    private static final class Known {

        static final Set<String> FIELDS = Stream.concat(
                        of("submit", NodeConfig.ofService(1)).fields().stream().map(DataForm.Field::var),
                        Stream.of(P + "node_type"))
                .collect(Collectors.toUnmodifiableSet());
    }

    static String max(int items) {
        return items == NodeConfig.MAX ? "max" : Integer.toString(items);
    }

    private static String expire(long seconds) {
        return seconds == 0 ? "max" : Long.toString(seconds);
    }

    /** Reads what the form says. */
    private record Reading(DataForm form) {

        String text(String name, String before) {
            return bounded(name, form.value(P + name).orElse(before));
        }

        List<String> texts(String name, List<String> before) {
            var texts = form.values(P + name)
                    .map(values ->
                            values.stream().filter(value -> !value.isBlank()).toList())
                    .orElse(before);
            if (texts.size() > MOST_VALUES) {
                throw StanzaError.notAcceptable(P + name + ": at most " + MOST_VALUES + " values");
            }
            texts.forEach(text -> bounded(name, text));
            return texts;
        }

        boolean flag(String name, boolean before) {
            return form.flag(P + name).orElse(before);
        }

        <E extends Enum<E>> E one(String name, E before, E[] of) {
            var names = Stream.of(of).map(NodeConfig::text).toArray(String[]::new);
            var text = one(name, NodeConfig.text(before), names);
            return of[List.of(names).indexOf(text)];
        }

        String one(String name, String before, String... of) {
            var text = form.value(P + name).map(String::strip).orElse(before);
            if (!List.of(of).contains(text)) {
                throw StanzaError.notAcceptable(P + name + ": expected one of " + String.join(", ", of));
            }
            return text;
        }

        /** @param max what the word stands for */
        long number(String name, long before, long least, long most, long max) {
            var text = form.value(P + name).map(String::strip).orElse("");
            if (text.isEmpty()) {
                return before;
            }
            if (text.equals("max")) {
                return max;
            }
            if (text.matches("[0-9]{1,9}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
                return Long.parseLong(text);
            }
            throw StanzaError.notAcceptable(P + name + ": expected max or a number from " + least + " to " + most);
        }

        private static String bounded(String name, String text) {
            if (text.length() > LONGEST) {
                throw StanzaError.notAcceptable(P + name + ": at most " + LONGEST + " characters");
            }
            return text;
        }
    }
}
