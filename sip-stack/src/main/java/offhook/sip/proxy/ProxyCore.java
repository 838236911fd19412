package offhook.sip.proxy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.sip.auth.Authenticator;
import offhook.sip.call.CallTracker;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.PbxAddress;
import offhook.sip.domain.Peers;
import offhook.sip.domain.Services;
import offhook.sip.locate.Locator;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.registrar.Bindings;
import offhook.sip.registrar.Gruus;
import offhook.sip.registrar.Phones;
import offhook.sip.registrar.Registrar;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transaction.TransactionFailure;
import offhook.sip.transaction.TransactionLayer;
import offhook.sip.transaction.TransactionUser;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Shards;
import offhook.sip.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to each request: RFC 3261 §16. Safe to share. */
public final class ProxyCore implements TransactionUser {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyCore.class);

    private final Registrar registrar;
    private final Forwarding forwarding;
    private final OwnDialogs ownDialogs;
    private final OwnContacts ownContacts;
    private final InDialog inDialog;
    private final OwnAnswers answers;
    private final Forks forks;
    private final Shards shards;
    private final List<Step> steps;
    private final List<Step> home;
    private volatile boolean draining;

    /**
     * What a proxy is made of.
     *
     * @param services steps that answer requests for our people in their stead
     * @param fallbacks steps for calls that none of a person's phones takes
     * @param ownDialogs those that end at us
     * @param ownContacts where others reach ourselves
     */
    public record Parts(
            OwnAddresses own,
            Authenticator authenticator,
            Registrar registrar,
            Bindings bindings,
            Gruus gruus,
            Phones phones,
            Peers peers,
            Locator locator,
            CallTracker tracker,
            List<Step> services,
            List<Step> fallbacks,
            OwnDialogs ownDialogs,
            OwnContacts ownContacts,
            Shards shards,
            Transport transport,
            InstantSource clock) {}

    /** How it behaves. */
    public record Rules(
            Optional<PbxAddress> pbx,
            List<String> services,
            List<String> barred,
            boolean federation,
            int calls,
            byte[] routeKey,
            Duration timerC,
            Duration ringNext) {}

    public ProxyCore(TransactionLayer layer, Parts parts, Rules rules) {
        var own = parts.own;
        var recordRoute = new RecordRoute(rules.routeKey, own);
        forwarding = new Forwarding(layer, parts.transport, recordRoute, own, parts.phones);
        var lines = new PhoneLines(parts.bindings);
        var devices = new DeviceLines(own, parts.gruus, parts.bindings, lines);
        var services = new Services(rules.services);
        registrar = parts.registrar;
        ownDialogs = parts.ownDialogs;
        ownContacts = parts.ownContacts;
        shards = parts.shards;
        forks = new Forks(forwarding, shards, parts.locator.outages(), new Fork.Patience(rules.timerC, rules.ringNext));
        inDialog = new InDialog(
                recordRoute,
                own,
                parts.locator,
                parts.phones,
                parts.tracker,
                forwarding,
                forks,
                shards,
                new DialogReach(parts.peers, parts.phones),
                devices,
                parts.transport);
        answers = new OwnAnswers(own);
        var list = new ArrayList<Step>(List.of(
                new LoopCheck(own),
                new DigestAuth(parts.authenticator, own, parts.peers),
                new CallsOfStrangers(parts.tracker),
                new OwnDomain(own),
                new LocateUser(own, lines, devices),
                new Barred(rules.barred)));
        list.addAll(parts.services);
        list.addAll(List.of(
                new RingGroupMembers(lines),
                new TrackCall(parts.tracker, own, services, parts.clock, rules.calls),
                new RingPhones(forks)));
        var extensions = rules.pbx.stream()
                .map(pbx -> new ToExtension(forks, pbx, parts.locator))
                .toList();
        list.addAll(extensions);
        list.addAll(parts.fallbacks);
        if (rules.federation) {
            list.add(new ToDns(forks, own, parts.locator));
        }
        rules.pbx.ifPresent(pbx -> list.add(new ToPbx(forks, own, pbx, parts.locator, rules.federation)));
        steps = List.copyOf(list);
        var toOwn = new ArrayList<Step>(List.of(
                new DigestAuth(parts.authenticator, own, parts.peers),
                new OwnDomain(own),
                new LocateUser(own, lines, devices),
                new RingPhones(forks)));
        toOwn.addAll(extensions);
        home = List.copyOf(toOwn);
    }

    /** From now on nothing new is begun, but where others call us besides. */
    public void drain() {
        draining = true;
    }

    /** Requests that are being forwarded. */
    public int forwarding() {
        return forks.size();
    }

    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        try {
            if (request.is(Method.REGISTER)) {
                registrar.register(transaction, request);
                return;
            }
            var own = request.copy();
            forwarding.readyToForward(own, transaction.source());
            if (request.isInDialog()) {
                if (!ownDialogs.take(transaction, own)) {
                    inDialog.request(transaction, own);
                }
            } else if (!ownContacts.take(transaction, own)) {
                begin(transaction, request, own);
            }
        } catch (SipFailure failure) {
            transaction.refuse(failure);
        } catch (RuntimeException fault) {
            LOG.error("{} {} could not be handled", request.method(), request.callId(), fault);
            transaction.refuse(new SipFailure(500));
        }
    }

    /** Where we are a contact among others, a 503 may end the call for all of them; so that was looked at before. */
    private void begin(ServerTransaction transaction, SipRequest request, SipRequest own) {
        if (draining) {
            throw new SipFailure(503);
        }
        if (!answers.take(transaction, request)) {
            new Walk(transaction, own, steps(transaction.source()), shards.of(request.callId())).goOn();
        }
    }

    private List<Step> steps(Flow source) {
        return source instanceof Inside.Wire wire && wire.leadsHome() ? home : steps;
    }

    @Override
    public void ack(SipRequest ack, Flow from) {
        try {
            if (!ownDialogs.ack(ack, from)) {
                inDialog.ack(ack.copy(), from);
            }
        } catch (SipFailure failure) {
            LOG.debug("An ACK from {} leads nowhere: {}", from.remote(), failure.reason());
        }
    }

    @Override
    public void cancelled(ServerTransaction invite, SipRequest cancel) {
        if (!ownContacts.cancelled(invite, cancel) && !ownDialogs.cancelled(invite)) {
            forks.cancel(invite, cancel);
        }
    }

    @Override
    public void failed(ServerTransaction transaction, TransactionFailure failure) {
        LOG.debug("A response to {} did not arrive: {}", transaction.source().remote(), failure);
    }
}
