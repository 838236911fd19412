package offhook.gateway;

import java.util.function.Supplier;
import offhook.directory.address.Jid;
import offhook.gateway.presence.ActivityPublisher;
import offhook.xmpp.pubsub.Pep;
import offhook.xmpp.xml.Element;

/**
 * XEP-0108 by personal eventing: "talking, on the phone" covers what the person published. Safe to share.
 *
 * @param pep asked each time, since presence is there before the XMPP side is
 */
record PhoneActivity(Supplier<Pep> pep) implements ActivityPublisher {

    private static final String NS = "http://jabber.org/protocol/activity";
    private static final Element NOTHING = Element.of("activity", NS);
    private static final Element ON_THE_PHONE =
            NOTHING.with(Element.of("talking", NS).with(Element.of("on_the_phone", NS)));

    @Override
    public void onThePhone(Jid account) {
        pep.get().cover(account, NS, ON_THE_PHONE);
    }

    @Override
    public void offThePhone(Jid account) {
        pep.get().uncover(account, NS, NOTHING);
    }
}
