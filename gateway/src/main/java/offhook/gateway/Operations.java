package offhook.gateway;

import java.util.List;
import java.util.function.BooleanSupplier;
import offhook.gateway.control.ControlApi;
import offhook.gateway.control.ControlToken;
import offhook.gateway.control.ExplainPart;
import offhook.gateway.control.GreetingPart;
import offhook.gateway.control.HospitalPart;
import offhook.gateway.control.LiveWho;
import offhook.gateway.control.PeopleDesk;
import offhook.gateway.control.PeoplePart;
import offhook.gateway.control.PinPart;
import offhook.gateway.control.PreferencePart;
import offhook.gateway.control.ReloadPart;
import offhook.gateway.control.TestCalls;
import offhook.gateway.control.TestPart;
import offhook.gateway.control.TracePart;
import offhook.gateway.control.VoicemailPart;
import offhook.gateway.control.Who;
import offhook.gateway.control.WhoPart;
import offhook.gateway.notify.AlertHistory;
import offhook.gateway.notify.Hospital;
import offhook.gateway.ops.HealthEndpoint;
import offhook.gateway.ops.MetricsEndpoint;
import offhook.gateway.ops.OpsServer;
import offhook.gateway.ops.ReadyCheck;
import offhook.gateway.ops.ReadyEndpoint;
import offhook.runtime.life.StartFailure;
import offhook.runtime.storage.CommitProbe;
import offhook.sip.call.CallTable;

/** What admins see of the running server: its HTTP server with health, numbers and the control API. */
record Operations(Parts of, BooleanSupplier up) {

    OpsServer server(GatewayConfig config) throws StartFailure {
        var on = of.on;
        var ready = new ReadyEndpoint(List.of(
                new CommitProbe(on.database, on.timers)::check,
                ReadyCheck.of(of.disk),
                ReadyCheck.of(() -> up.getAsBoolean() ? null : "the listeners are not up")));
        return new OpsServer(
                config.ops(),
                on.loops,
                on.clock,
                List.of(
                        new HealthEndpoint(on.loops.loops(), on.timers),
                        ready,
                        new MetricsEndpoint(on.metrics, on.pool),
                        control(ControlToken.open(config.data(), on.random))));
    }

    private ControlApi control(ControlToken token) {
        var on = of.on;
        var people = of.people;
        return new ControlApi(
                token,
                on.pool,
                List.of(
                        new PeoplePart(new PeopleDesk(people.book, people.people, people.lists, people.defaults)),
                        new WhoPart(this::who),
                        new ExplainPart(
                                new CallTable(on.database), new AlertHistory(on.database), on.trace, of.missedCalls),
                        new HospitalPart(new Hospital(on.database, people.book, on.clock, of.notifier), of.intake),
                        new VoicemailPart(of.voicemail.boxes(), people.book),
                        new PinPart(of.access.pins(), people.book),
                        new GreetingPart(of.access.greetings(), people.book),
                        new PreferencePart(of.preferences, people.book),
                        new TracePart(on.trace, people.book),
                        new ReloadPart(of.reload::now),
                        new TestPart(new TestCalls(on.database, on.clock, of.missedCalls::callEnded), people.book)));
    }

    /** Nobody is anywhere before the phones' side is up. */
    private List<Who.Line> who() {
        return up.getAsBoolean()
                ? new LiveWho(
                                of.people.book,
                                user -> of.sip.core().calls().status(user),
                                of.sip.core().bindings(),
                                of.xmppCore.presence()::clients)
                        .look()
                : List.of();
    }
}
