package offhook.xmpp.pubsub;

import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * One request to a host. Immutable.
 *
 * @param from the full JID of who asks
 * @param pubsub {@code <pubsub/>}
 * @param about its first child, which says what is wanted
 */
record Request(Jid host, Jid from, Element pubsub, Element about) {

    private static final int LONGEST = 1_000;

    static Request of(Iq iq) {
        var pubsub = iq.payload();
        return new Request(
                iq.to(),
                iq.from(),
                pubsub,
                pubsub.children().stream().findFirst().orElseThrow(() -> StanzaError.badRequest("what is wanted?")));
    }

    /** The node it is about, if it names one. */
    Optional<String> maybeNode() {
        var node = about.attribute("node").filter(name -> !name.isEmpty());
        if (node.filter(name -> name.length() > LONGEST).isPresent()) {
            throw StanzaError.notAcceptable("the name of a node has at most " + LONGEST + " characters");
        }
        return node;
    }

    String node() {
        return maybeNode().orElseThrow(() -> Pubsub.error(StanzaError.badRequest("which node?"), "nodeid-required"));
    }

    /**
     * The form inside an element of this name beside what is wanted.
     *
     * @throws StanzaError bad-request, §6.3.7, §8.1.3: that element speaks of a node or an address of its own
     */
    Optional<DataForm> formIn(String sibling) {
        var beside = pubsub.child(sibling);
        if (beside.filter(element -> element.attribute("node").isPresent()
                        || element.attribute("jid").isPresent())
                .isPresent()) {
            throw StanzaError.badRequest(sibling + ": what it is about stands in the element before it");
        }
        return beside.flatMap(DataForm::in);
    }

    /** The address that the request speaks of: an account or client of who asks, XEP-0060 §6.1.3.1. */
    Jid subscriber() {
        var text = about.attribute("jid")
                .orElseThrow(() -> Pubsub.error(StanzaError.badRequest("whose?"), "jid-required"));
        Jid jid;
        try {
            jid = Jid.parse(text);
        } catch (IllegalArgumentException e) {
            throw Pubsub.error(StanzaError.badRequest(e.getMessage()), "invalid-jid");
        }
        if (!jid.bare().equals(from.bare())) {
            throw Pubsub.error(StanzaError.badRequest("that is somebody else"), "invalid-jid");
        }
        return jid;
    }

    /** Nobody has more than one subscription with one address, so nobody has an id of one, §6.2.3.5. */
    void refuseSubid() {
        if (about.attribute("subid").filter(id -> !id.isEmpty()).isPresent()) {
            throw Pubsub.error(StanzaError.notAcceptable("there are no subscription ids"), "invalid-subid");
        }
    }

    /** @throws StanzaError bad-request where a form is of another kind than the one that is expected here */
    static void require(DataForm form, String formType) {
        if (!form.isEmpty() && !form.formType().equals(formType)) {
            throw StanzaError.badRequest("this is no form of the type " + formType);
        }
    }
}
