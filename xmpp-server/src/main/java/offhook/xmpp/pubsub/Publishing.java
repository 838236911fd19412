package offhook.xmpp.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Items come and go, XEP-0060 §7. Decides only; safe to share. */
final class Publishing {

    private static final int LONGEST_ID = 1_000;
    private static final int LARGEST_BATCH = 100;

    private final Rights rights;
    private final Creating creating;
    private final NodeStore store;
    private final Supplier<String> ids;

    /** @param ids new ones */
    Publishing(Rights rights, Creating creating, NodeStore store, Supplier<String> ids) {
        this.rights = rights;
        this.creating = creating;
        this.store = store;
        this.ids = ids;
    }

    /** §7.1; where there is no node, one may come into being, §7.1.4. */
    Change publish(Request request, Optional<Leaf> leaf, Instant now) {
        var options = request.formIn("publish-options");
        options.ifPresent(form -> Request.require(form, NodeForm.OPTIONS));
        if (options.filter(form -> !NodeForm.isKnown(form)).isPresent()) {
            throw notMet();
        }
        Node before = leaf.map(Leaf::node).orElse(null);
        Node node = before;
        if (before == null) {
            node = creating.byPublishing(request, options, now);
        } else {
            rights.requirePublisher(before, request.from());
            options.ifPresent(form -> requireMet(before, form));
        }
        var items = items(node, request, now);
        var after = before == null ? node : before;
        var change = after.config().persist() ? new Change.Items(items, List.of(), false) : Change.Items.SAME;
        return new Change(before, after, change, reply(node, items), List.of(Events.published(after, items)));
    }

    /** §7.1.5: what would change something is not met. */
    private void requireMet(Node node, DataForm options) {
        NodeConfig wanted;
        try {
            wanted = creating.configured(node.config(), options);
        } catch (StanzaError e) {
            throw notMet();
        }
        if (!wanted.equals(node.config())) {
            throw notMet();
        }
    }

    private static StanzaError notMet() {
        return Pubsub.error(StanzaError.conflict("the node is configured otherwise"), "precondition-not-met");
    }

    private static Element reply(Node node, List<Item> items) {
        return Pubsub.pubsub(Pubsub.named("publish", Pubsub.NS, node.name())
                .with(items.stream()
                        .map(item -> Element.of("item", Pubsub.NS).with("id", item.id()))
                        .toList()));
    }

    /** §7.1.3.6. */
    private List<Item> items(Node node, Request request, Instant now) {
        var config = node.config();
        var given = request.about().children("item", Pubsub.NS);
        if (!config.persist() && !config.payloads() && !given.isEmpty()) {
            throw Pubsub.error(StanzaError.badRequest("there are no items at this node"), "item-forbidden");
        }
        if (given.isEmpty() && (config.persist() || config.payloads())) {
            throw Pubsub.error(StanzaError.badRequest("what is published?"), "item-required");
        }
        int most = config.persist() ? config.kept(creating.limits().items()) : LARGEST_BATCH;
        if (given.size() > Math.min(most, LARGEST_BATCH)) {
            throw Pubsub.error(StanzaError.notAllowed("too many items"), "max-items-exceeded"); // §12.19
        }
        var items = new ArrayList<Item>();
        var seen = new HashSet<String>();
        for (var element : given) {
            var item = item(config, element, request.from(), now);
            if (!seen.add(item.id())) {
                throw StanzaError.badRequest("two items have the same id");
            }
            items.add(item);
        }
        return items;
    }

    private Item item(NodeConfig config, Element element, Jid publisher, Instant now) {
        var payloads = element.children();
        if (payloads.isEmpty() && config.payloads()) {
            throw Pubsub.error(StanzaError.badRequest("a payload is missing"), "payload-required");
        }
        boolean wrong = payloads.size() > 1
                || (!payloads.isEmpty()
                        && !config.type().isEmpty()
                        && !payloads.get(0).namespace().equals(config.type()));
        if (wrong) {
            throw Pubsub.error(
                    StanzaError.badRequest("one payload" + (config.type().isEmpty() ? "" : " of " + config.type())),
                    "invalid-payload");
        }
        var payload = payloads.isEmpty() ? "" : payloads.get(0).toString();
        int most = Math.min(config.payloadSize(), creating.limits().itemBytes());
        if (payload.getBytes(UTF_8).length > most) {
            throw Pubsub.error(StanzaError.notAcceptable("at most " + most + " bytes"), "payload-too-big");
        }
        var id = element.attribute("id").filter(given -> !given.isEmpty()).orElseGet(ids);
        if (id.length() > LONGEST_ID) {
            throw StanzaError.notAcceptable("an id has at most " + LONGEST_ID + " characters");
        }
        return new Item(id, publisher, now, payload);
    }

    /** §7.2: publishers take back what is theirs, owners anything. */
    Change retract(Request request, Node node, long forgottenBefore) {
        rights.requirePublisher(node, request.from());
        if (!node.config().persist()) {
            throw Pubsub.unsupported("persistent-items");
        }
        var wanted = request.about().children("item", Pubsub.NS).stream()
                .map(item -> item.attribute("id").orElse(""))
                .distinct()
                .toList();
        if (wanted.isEmpty() || wanted.contains("") || wanted.size() > LARGEST_BATCH) {
            throw Pubsub.error(StanzaError.badRequest("which item?"), "item-required");
        }
        var found = store.known(node, wanted, forgottenBefore);
        if (found.size() < wanted.size()) {
            throw StanzaError.itemNotFound("there is no such item");
        }
        var who = request.from().bare();
        if (rights.of(node, who) != Affiliation.OWNER
                && !found.stream().allMatch(item -> item.publisher().bare().equals(who))) {
            throw StanzaError.forbidden("somebody else has published it");
        }
        boolean told = node.config().notifyRetract()
                || request.about()
                        .attribute("notify")
                        .filter(flag -> flag.equals("1") || flag.equals("true"))
                        .isPresent();
        var notices = told ? List.of(Events.retracted(node, wanted)) : List.<Notice>of();
        return new Change(node, node, new Change.Items(List.of(), wanted, false), null, notices);
    }
}
