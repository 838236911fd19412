package offhook.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.directory.testing.TestPeople;
import offhook.runtime.testing.ManualTime;
import offhook.sip.call.PhoneStatus;
import offhook.xmpp.presence.Availability;
import offhook.xmpp.presence.Show;

/** What holds for any order of call events and presence changes. */
class PresenceProperties {

    private static final TestPeople PEOPLE = TestPeople.ofVerona();
    private static final UserId JULIET = new UserId("juliet");
    private static final Jid ACCOUNT = Jid.parse("juliet@capulet.example");

    /** One thing that happens, and how long nothing happens after it. */
    private record Event(Object what, int pauseMillis) {}

    @Provide
    Arbitrary<List<Event>> histories() {
        var base = Combinators.combine(Arbitraries.of(Show.class), Arbitraries.of("", "lunch"))
                .as(Availability::new);
        var what = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.of(PhoneStatus.class).map(s -> (Object) s)),
                net.jqwik.api.Tuple.of(1, base.map(b -> (Object) b)));
        return Combinators.combine(what, Arbitraries.of(0, 1, 300, 799, 800, 1500, 2000, 5000))
                .as(Event::new)
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<PresenceConfig> configs() {
        return Combinators.combine(
                        Arbitraries.of("dnd", "away", "xa", "keep"),
                        Arbitraries.of("", "On hold"),
                        Arbitraries.of("off", "status"),
                        Arbitraries.of("busy-only", "never"),
                        Arbitraries.of("", Configs.UNDELAYED))
                .as((onCall, hold, ringing, only, delays) -> Configs.with(
                        "on_call = \"" + onCall + '"',
                        "hold_text = \"" + hold + '"',
                        "ringing = \"" + ringing + '"',
                        "phone_only = \"" + only + '"',
                        delays));
    }

    @Property
    void withoutACallEverythingEndsAtTheBase(
            @ForAll("histories") List<Event> history, @ForAll("configs") PresenceConfig config) {
        var world = new World(config);
        history.forEach(world::happens);
        world.phone(PhoneStatus.IDLE);
        world.time.passSeconds(60);

        assertThat(world.presence.apply(ACCOUNT, world.base)).isEqualTo(world.base);
        assertThat(world.lastSeen).isEqualTo(world.base);
        assertThat(world.presence.withoutSession(ACCOUNT)).isEmpty();
        assertThat(world.talking).isEmpty();
        assertThat(world.time.timers()).isZero();
    }

    @Property
    void contactsLearnEveryStateThatLastsAndNeverTwoInTwoSeconds(@ForAll("histories") List<Event> history) {
        var world = new World(Configs.with());
        history.forEach(world::happens);
        world.time.passSeconds(60);

        boolean busy = world.phone == PhoneStatus.ON_THE_PHONE || world.phone == PhoneStatus.HOLD;
        assertThat(world.lastSeen.status().startsWith("On the phone")).isEqualTo(busy);
        for (int i = 1; i < world.broadcasts.size(); i++) {
            assertThat(Duration.between(world.broadcasts.get(i - 1), world.broadcasts.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        }
    }

    private static final class World {

        private final ManualTime time = new ManualTime();
        private final Set<Jid> talking = new HashSet<>();
        private final List<Instant> broadcasts = new ArrayList<>();
        private final PhonePresence presence;
        private Availability base = new Availability(Show.ONLINE, "");
        private Availability lastSeen = base;
        private PhoneStatus phone = PhoneStatus.IDLE;

        World(PresenceConfig config) {
            presence = new PhonePresence(config, PEOPLE, time.lanes(), time, this::changed, new ActivityPublisher() {
                @Override
                public void onThePhone(Jid account) {
                    assertThat(talking.add(account)).isTrue();
                }

                @Override
                public void offThePhone(Jid account) {
                    assertThat(talking.remove(account)).isTrue();
                }
            });
        }

        void happens(Event event) {
            if (event.what() instanceof PhoneStatus status) {
                phone(status);
            } else {
                // The XMPP side broadcasts what a client sends by itself.
                base = (Availability) event.what();
                lastSeen = presence.apply(ACCOUNT, base);
            }
            time.pass(Duration.ofMillis(event.pauseMillis()));
        }

        void phone(PhoneStatus status) {
            phone = status;
            presence.phoneChanged(JULIET, status, time.instant());
            time.run();
        }

        private void changed(Jid account) {
            broadcasts.add(time.instant());
            lastSeen = presence.apply(account, base);
        }
    }
}
