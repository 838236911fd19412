package offhook.pbx.dialoginfo;

import java.time.Duration;
import java.util.Optional;
import offhook.directory.testing.TestPeople;
import offhook.pbx.subscription.Pbx;
import offhook.pbx.testing.WatchedWorld;
import offhook.sip.auth.Login;
import offhook.sip.message.Uri;
import offhook.sip.testing.AgentWorld;
import offhook.sip.testing.LampPbx;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;

/** The people of Verona, whose phones are at a PBX that we watch; all in memory and in one thread. */
final class WatchedPbx {

    final WatchedWorld offhook = new WatchedWorld();
    final TestPeople people = offhook.people;
    final SipWorld world = new SipWorld(offhook.time);
    final LampPbx pbx = new LampPbx(world, "192.0.2.200:5060");
    final DialogInfoSource source = new DialogInfoSource(
            new Pbx(
                    Uri.parse("sip:192.0.2.200"),
                    "pbx.example",
                    "offhook",
                    Optional.of(new Login("offhook", "secret", SipWorld.random())),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(1)),
            offhook.services,
            offhook.tracker.outside().reporter("dialog-info", Duration.ofMinutes(1)),
            new DialogInfoSource.Ground(
                    new AgentWorld(world, new Zone()).agent(),
                    people,
                    offhook.time,
                    offhook.time,
                    offhook.time,
                    SipWorld.random()));

    WatchedPbx start() {
        source.start();
        pass(2);
        return this;
    }

    void pass(long seconds) {
        pbx.pass(Duration.ofSeconds(seconds));
    }
}
