package offhook.sip.control;

import java.time.Duration;
import java.util.Optional;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.sip.agent.Agent;
import offhook.sip.agent.SessionClock;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Inside;
import offhook.sip.proxy.Way;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Target;

/** A call that we set up, while it lasts. All of it happens on one loop; it is asked for and given up from anywhere. */
public final class ControlledCall {

    private final Agent agent;
    private final Inside inside;
    private final Order order;
    private final Patience patience;
    private final ControlListener listener;
    private final Actions actions = new Actions();
    private final End own;
    private final End callee;
    private final Uri person;
    private final Loop loop;
    private final SipRequest first;
    private ControlState state;
    private Timer timer = () -> {};
    private Runnable over;

    ControlledCall(Agent agent, Inside inside, Order order, Patience patience, ControlListener listener) {
        this.agent = agent;
        this.inside = inside;
        this.order = order;
        this.patience = patience;
        this.listener = listener;
        own = new End(this, agent.number());
        callee = new End(this, agent.number());
        person = Uri.parse(order.person().aors().get(0).toString());
        first = toOwn();
        loop = agent.loop(first.callId());
    }

    /** @param whenOver is told on the loop of the call */
    void start(Runnable whenOver) {
        over = whenOver;
        loop.execute(() -> {
            state = ControlState.begin(actions);
            invite(own, first, inside.home(order.person()));
        });
    }

    /** Ends it, whatever it has come to. */
    public void giveUp() {
        loop.execute(() -> state = state.givenUp(actions));
    }

    public Order order() {
        return order;
    }

    private void invite(End end, SipRequest invite, Flow way) {
        end.begin(agent.invite(invite, Optional.empty(), uri -> Way.to(Target.along(way)), end));
    }

    /** The display of the own phone shows who will be called, as does the list of calls that it keeps. */
    private SipRequest toOwn() {
        var invite = agent.request(Method.INVITE, person, order.callee(), person);
        show(invite, order.shown(), order.callee());
        if (patience.autoAnswer()) {
            // RFC 5373 §3, and what phones knew before it.
            invite.append(HeaderName.of("Answer-Mode"), "Auto");
            invite.append(HeaderName.CALL_INFO, '<' + person.toString() + ">;answer-after=0");
        }
        return complete(invite);
    }

    private SipRequest toCallee() {
        var invite = agent.request(Method.INVITE, order.callee(), person, order.callee());
        while (agent.loop(invite.callId()) != loop) {
            invite.set(HeaderName.CALL_ID, agent.token());
        }
        show(invite, order.person().name().value(), person);
        return complete(invite);
    }

    private static void show(SipRequest invite, String name, Uri uri) {
        if (!name.isEmpty()) {
            var quoted = '"' + name.replaceAll("([\"\\\\])", "\\\\$1") + "\" <" + uri + '>';
            var tag = invite.from().tag().orElseThrow();
            invite.set(
                    HeaderName.FROM,
                    NameAddr.parse(quoted).withParam("tag", tag).toString());
        }
    }

    private static SipRequest complete(SipRequest invite) {
        invite.append(HeaderName.ALLOW, End.ALLOW);
        invite.append(HeaderName.ACCEPT, End.SDP);
        SessionClock.ask(invite);
        return invite;
    }

    // What the two ends say, on the loop

    Agent agent() {
        return agent;
    }

    Loop loop() {
        return loop;
    }

    /** Whether what one of them wants can be asked of the other. */
    boolean isTalking() {
        return state instanceof ControlState.Talking;
    }

    /** Whom somebody at this end talks to. */
    End other(End end) {
        return end == own ? callee : own;
    }

    void rings(End end) {
        state = end == own ? state.ownRings(actions) : state.calleeRings(actions);
    }

    void answers(End end) {
        state = end == own ? state.ownAnswers(actions) : state.calleeAnswers(actions);
    }

    void refuses(End end, int status) {
        state = end == own ? state.ownRefuses(status, actions) : state.calleeRefuses(status, actions);
    }

    void hangsUp(End end) {
        state = end == own ? state.ownHangsUp(actions) : state.calleeHangsUp(actions);
    }

    /** Nothing is left of the dialog at this end, or nobody is there any more. */
    void lost(End end) {
        end.end();
        hangsUp(end);
    }

    private final class Actions implements ControlActions {

        @Override
        public void holdOwn() {
            own.hold();
        }

        @Override
        public void callCallee() {
            invite(callee, toCallee(), inside.caller(order.person()));
        }

        @Override
        public void joinOwn() {
            own.offer(Optional.of(callee.heard()), exchange -> {
                if (!exchange.isSuccess()) {
                    state = state.notJoined(exchange.status(), actions);
                    return;
                }
                boolean described = own.hears(exchange.response());
                own.acknowledge(Optional.empty());
                state = described ? state.joined(actions) : state.notJoined(488, actions);
            });
        }

        @Override
        public void takeCallee() {
            callee.take(own.heard());
        }

        @Override
        public void endOwn() {
            own.end();
        }

        @Override
        public void endCallee() {
            callee.end();
        }

        @Override
        public void wait(Waiting what) {
            timer.cancel();
            var most =
                    switch (what) {
                        case OWN_PHONE -> Optional.of(patience.ownPhone());
                        case CALLEE -> Optional.of(patience.callee());
                        case JOINING -> Optional.of(Patience.JOINING);
                        case NOTHING -> Optional.<Duration>empty();
                    };
            most.ifPresent(time -> timer = loop.after(time, () -> state = state.timeIsOver(this)));
        }

        @Override
        public void reached(Stage stage) {
            listener.reached(stage);
        }

        @Override
        public void ended(Ending why) {
            own.stop();
            callee.stop();
            over.run();
            listener.ended(why);
        }
    }
}
