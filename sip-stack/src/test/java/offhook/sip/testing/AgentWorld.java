package offhook.sip.testing;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Cidr;
import offhook.sip.agent.Agent;
import offhook.sip.agent.Contacts;
import offhook.sip.agent.Dialogs;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Peers;
import offhook.sip.locate.Locator;
import offhook.sip.locate.Outages;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.registrar.Phones;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transaction.TransactionFailure;
import offhook.sip.transaction.TransactionLayer;
import offhook.sip.transaction.TransactionUser;
import offhook.sip.transport.Flow;

/** Our own user agent alone, in a {@link SipWorld}: a server that takes nothing but what belongs to its dialogs. */
public final class AgentWorld {

    private final SipWorld world;
    private final Dialogs dialogs = new Dialogs();
    private final Contacts contacts;
    private final TransactionLayer layer;
    private final Agent agent;
    private BiConsumer<ServerTransaction, SipRequest> invited = (transaction, invite) -> {
        throw new SipFailure(480);
    };

    public AgentWorld(SipWorld world, Zone zone) {
        this.world = world;
        contacts = new Contacts(
                new OwnAddresses(TestPeople.ofVerona()),
                new Peers(List.of(Cidr.parse("192.0.2.200")), Set.of(), Set.of()));
        layer = world.layer(it -> new Ends());
        agent = new Agent(
                layer,
                world,
                world.shards(),
                new Locator(zone, new Outages(world.time()), SipWorld.random()),
                new NoPhones(),
                SipWorld.random(),
                dialogs);
    }

    public SipWorld world() {
        return world;
    }

    public Dialogs dialogs() {
        return dialogs;
    }

    /** For the peer at 192.0.2.200. */
    public Contacts contacts() {
        return contacts;
    }

    public Agent agent() {
        return agent;
    }

    /** Who answers an INVITE that begins a dialog; nobody, before. */
    public void answers(BiConsumer<ServerTransaction, SipRequest> listener) {
        invited = listener;
    }

    private record NoPhones() implements Phones {

        @Override
        public boolean isAt(InetAddress address) {
            return false;
        }

        @Override
        public Optional<Flow> connection(Uri contact) {
            return Optional.empty();
        }
    }

    /** As the proxy core does it. */
    private final class Ends implements TransactionUser {

        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            try {
                if (!request.isInDialog() && contacts.take(transaction, request)) {
                    return;
                }
                if (request.is(Method.INVITE) && !request.isInDialog()) {
                    invited.accept(transaction, request);
                } else if (!dialogs.take(transaction, request)) {
                    throw new SipFailure(481);
                }
            } catch (SipFailure failure) {
                transaction.refuse(failure);
            }
        }

        @Override
        public void ack(SipRequest ack, Flow from) {
            dialogs.ack(ack, from);
        }

        @Override
        public void cancelled(ServerTransaction invite, SipRequest cancel) {
            if (!contacts.cancelled(invite, cancel)) {
                dialogs.cancelled(invite);
            }
        }

        @Override
        public void failed(ServerTransaction transaction, TransactionFailure failure) {}
    }
}
