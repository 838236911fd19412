package offhook.sip.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import offhook.directory.UserId;
import offhook.directory.testing.TestPeople;
import offhook.sip.agent.Contacts;
import offhook.sip.auth.Authenticator;
import offhook.sip.auth.Digest;
import offhook.sip.auth.DigestAlgorithm;
import offhook.sip.call.CallListener;
import offhook.sip.call.CallRecord;
import offhook.sip.call.CallTracker;
import offhook.sip.call.PhoneStatus;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Peers;
import offhook.sip.guard.Bans;
import offhook.sip.locate.Locator;
import offhook.sip.locate.Outages;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MessageReader;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.registrar.Binding;
import offhook.sip.registrar.Device;
import offhook.sip.registrar.Gruus;
import offhook.sip.registrar.Phones;
import offhook.sip.testing.CallsNowhere;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import offhook.sip.transaction.TransactionLayer;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;
import org.jdbi.v3.core.Handle;

/** One call to a person whose phones have habits, and a caller who has little patience. */
final class ForkWorld implements CallListener {

    private static final UserId JULIET = new UserId("juliet");
    private static final Duration SLICE = Duration.ofMillis(500);

    /**
     * What a phone does.
     *
     * @param rings its provisional response, 0 for none
     * @param after seconds from the INVITE
     * @param ends its final response, 0 for none
     * @param later seconds from the provisional response
     * @param obeys whether it answers a CANCEL
     * @param q its preference: 0, 1 or 2 tenths
     */
    record Habit(int rings, int after, int ends, int later, boolean obeys, int q) {}

    final SipWorld sip = new SipWorld();
    final List<CallRecord> ended = new ArrayList<>();
    final CallTracker tracker;
    private final int hangsUpAfter;
    private final SipPeer caller = sip.peer("192.0.2.1:5060");
    private final Map<SipPeer, Phone> phones = new LinkedHashMap<>();
    private final Map<String, SipResponse> answers = new LinkedHashMap<>();
    private final List<Integer> finals = new ArrayList<>();
    private final TransactionLayer layer;
    private ProxyCore core;
    private SipRequest invite;

    private static final class Phone {
        private final Habit habit;
        private SipRequest invite;
        private Instant since;
        private boolean rang;
        private boolean over;

        Phone(Habit habit) {
            this.habit = habit;
        }
    }

    /** Voicemail gives the phones so many seconds, and then takes no call; zero if there is none. */
    private final int patience;

    ForkWorld(List<Habit> habits, int hangsUpAfter) {
        this(habits, hangsUpAfter, 0);
    }

    ForkWorld(List<Habit> habits, int hangsUpAfter, int patience) {
        this.patience = patience;
        this.hangsUpAfter = hangsUpAfter;
        var time = sip.time();
        tracker =
                new CallTracker(new CallsNowhere(), this, time, time, time, Duration.ofSeconds(2), Duration.ofHours(4));
        var people = TestPeople.ofVerona();
        var own = new OwnAddresses(people);
        own.listenOn(List.of(SipWorld.SERVER));
        var bindings = new ArrayList<Binding>();
        for (int i = 0; i < habits.size(); i++) {
            var address = "192.0.2." + (10 + i);
            phones.put(sip.peer(address + ":5060"), new Phone(habits.get(i)));
            bindings.add(binding(address, habits.get(i).q));
        }
        bindings.sort((one, other) -> Double.compare(other.q(), one.q()));
        var digest = new Digest(people, List.of(DigestAlgorithm.MD5), new byte[32], time);
        var authenticator = new Authenticator(digest, sip.shards(), time, SipWorld.random(), new Bans(time), false);
        var peers = new Peers(List.of(), Set.of(), List.of());
        var parts = new ProxyCore.Parts(
                own,
                authenticator,
                null,
                user -> List.copyOf(bindings),
                new Gruus(new byte[32], SipWorld.random()),
                new PhonesAnywhere(),
                peers,
                new Locator(new Zone(), new Outages(time), SipWorld.random()),
                tracker,
                List.of(this::voicemail),
                List.of(),
                (transaction, request) -> false,
                new Contacts(own, peers),
                sip.shards(),
                sip,
                time);
        var rules = new ProxyCore.Rules(
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                Integer.MAX_VALUE,
                new byte[32],
                Duration.ofMinutes(3),
                Duration.ofSeconds(20));
        layer = sip.layer(it -> core = new ProxyCore(it, parts, rules));
    }

    private boolean voicemail(Walk walk) {
        if (patience > 0) {
            walk.triesFor(Duration.ofSeconds(patience));
        }
        return true;
    }

    private record PhonesAnywhere() implements Phones {

        @Override
        public boolean isAt(InetAddress address) {
            return true;
        }

        @Override
        public Optional<Flow> connection(Uri contact) {
            return Optional.empty();
        }
    }

    private static Binding binding(String address, int q) {
        try {
            return new Binding(
                    JULIET,
                    "juliet",
                    Uri.parse("sip:juliet@" + address + ":5060"),
                    "",
                    q / 10.0,
                    Instant.MAX,
                    "",
                    1,
                    List.of(),
                    Protocol.UDP,
                    new InetSocketAddress(InetAddress.getByName(address), 5060),
                    Optional.empty(),
                    Device.UNKNOWN,
                    Instant.EPOCH);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    ProxyCore core() {
        return core;
    }

    List<Integer> finals() {
        return finals;
    }

    int transactions() {
        return layer.size(0) + layer.size(1);
    }

    /** Phones that have rung, not answered, and were never told to stop. */
    List<SipPeer> stillRinging() {
        return phones.entrySet().stream()
                .filter(phone -> phone.getValue().invite != null && !phone.getValue().over && phone.getValue().rang)
                .map(Map.Entry::getKey)
                .toList();
    }

    void play() {
        invite = (SipRequest) MessageReader.parse(
                """
                INVITE sip:juliet@capulet.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKcall
                Max-Forwards: 70
                From: <sip:tybalt@stranger.example>;tag=t
                To: <sip:juliet@capulet.example>
                Call-ID: call
                CSeq: 1 INVITE
                Contact: <sip:tybalt@192.0.2.1:5060>
                Content-Length: 0

                """
                        .replace("\n", "\r\n"));
        caller.send(invite);
        var start = sip.time().instant();
        boolean hungUp = hangsUpAfter < 0;
        for (int slice = 0; slice < 2 * 420; slice++) {
            if (!hungUp && !sip.time().instant().isBefore(start.plusSeconds(hangsUpAfter)) && finals.isEmpty()) {
                caller.send(invite.cancel(List.of()));
                hungUp = true;
            }
            act();
            sip.pass(SLICE);
        }
        answers.values().forEach(this::hangUp);
        for (int slice = 0; slice < 2 * 60; slice++) {
            act();
            sip.pass(SLICE);
        }
    }

    private void act() {
        while (!caller.unread().isEmpty()) {
            heard(caller.nextResponse());
        }
        phones.forEach(this::act);
    }

    private void heard(SipResponse response) {
        if (!response.cseq().method().equals(Method.INVITE) || !response.isFinal()) {
            return;
        }
        if (response.isSuccess()) {
            if (answers.put(response.to().tag().orElseThrow(), response) == null) {
                finals.add(response.status());
            }
        } else {
            if (!finals.contains(response.status())) {
                finals.add(response.status()); // else it came again before the ACK
            }
            caller.send(invite.ack(response));
        }
    }

    private void hangUp(SipResponse answer) {
        var bye = new SipRequest(
                Method.BYE, answer.address(HeaderName.CONTACT).orElseThrow().uri());
        bye.append(
                HeaderName.VIA,
                "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK" + answer.to().tag().orElseThrow());
        bye.append(HeaderName.FROM, answer.from().toString());
        bye.append(HeaderName.TO, answer.to().toString());
        bye.append(HeaderName.CALL_ID, answer.callId());
        bye.append(HeaderName.CSEQ, "2 BYE");
        bye.append(HeaderName.ROUTE, answer.value(HeaderName.RECORD_ROUTE).orElseThrow());
        caller.send(bye);
    }

    private void act(SipPeer at, Phone phone) {
        while (!at.unread().isEmpty()) {
            if (at.next() instanceof SipRequest request) {
                got(at, phone, request);
            }
        }
        if (phone.invite == null || phone.over) {
            return;
        }
        var now = sip.time().instant();
        var habit = phone.habit;
        if (!phone.rang && habit.rings > 0 && !now.isBefore(phone.since.plusSeconds(habit.after))) {
            phone.rang = true;
            at.answer(phone.invite, habit.rings, tag(at));
        }
        if (habit.ends > 0 && !now.isBefore(phone.since.plusSeconds(habit.after + habit.later))) {
            finish(at, phone, habit.ends);
        }
    }

    private void got(SipPeer at, Phone phone, SipRequest request) {
        if (request.is(Method.INVITE)) {
            if (phone.invite == null) {
                phone.invite = request;
                phone.since = sip.time().instant();
            }
        } else if (request.is(Method.CANCEL)) {
            if (phone.habit.obeys) {
                at.answer(request, 200, tag(at));
                if (!phone.over) {
                    finish(at, phone, 487);
                }
            } else {
                phone.over = true; // it was told, and it is dead
            }
        } else if (request.is(Method.BYE)) {
            at.answer(request, 200, tag(at));
        }
    }

    private void finish(SipPeer at, Phone phone, int status) {
        phone.over = true;
        var response = SipResponse.to(phone.invite, status);
        response.tagTo(tag(at));
        response.append(HeaderName.CONTACT, "<sip:juliet@" + at + ">");
        at.send(response);
    }

    private static String tag(SipPeer at) {
        return at.toString().replaceAll("\\W", "");
    }

    @Override
    public void phoneChanged(UserId user, PhoneStatus status, Instant at) {}

    @Override
    public void callEnded(CallRecord call, Handle tx) {
        ended.add(call);
    }
}
