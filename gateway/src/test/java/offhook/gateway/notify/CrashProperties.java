package offhook.gateway.notify;

import static offhook.gateway.notify.NotifyWorld.JULIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import offhook.directory.NotifyPolicy;
import offhook.mail.MessageId;
import offhook.mail.Outcome.Accepted;
import offhook.mail.Outcome.TryLater;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.call.Outcome;

/** Whatever moment the process dies, each alert is told, and counted by id it is told once. */
class CrashProperties {

    private static final Database DATABASE = TestDatabases.sqlite();

    /** Something that happens to the world, with a name for the report of a failure. */
    private record Event(String name, Consumer<World> what) {

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeContainer
    static void open() {
        DATABASE.migrate("gateway");
    }

    @AfterContainer
    static void close() {
        DATABASE.close();
    }

    @Provide
    Arbitrary<List<Event>> histories() {
        var crash = Arbitraries.integers()
                .between(0, 12)
                .map(steps -> new Event("dies after " + steps + " steps", w -> w.life.dieAfter(steps)));
        var pause = Arbitraries.of(1, 20, 300, 900, 4000)
                .map(seconds -> new Event(seconds + " seconds pass", w -> w.pass(seconds)));
        return Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.just(new Event("a call is missed", World::callIsMissed))),
                        Tuple.of(3, crash),
                        Tuple.of(3, pause),
                        Tuple.of(1, Arbitraries.just(new Event("login", w -> w.world.chat.login(JULIET)))),
                        Tuple.of(1, Arbitraries.just(new Event("logout", w -> w.world.chat.logout(JULIET)))),
                        Tuple.of(1, Arbitraries.just(new Event("ack", w -> w.world.chat.acknowledge(JULIET)))),
                        Tuple.of(1, Arbitraries.just(new Event("mail away", w -> w.mailIs(false)))),
                        Tuple.of(1, Arbitraries.just(new Event("mail back", w -> w.mailIs(true)))))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 120)
    void chatThenEmailTellsEachCallOnce(@ForAll("histories") List<Event> history, @ForAll boolean returns) {
        var world = new World(NotifyPolicy.CHAT_THEN_EMAIL);
        world.live(history, returns);
        for (var number : world.missed) {
            var told = world.messagesTelling(number);
            // A mail that was accepted, but the process died before it knew, may come after a chat message.
            if (told.size() == 2 && world.unheard.stream().anyMatch(id -> told.contains(id.value()))) {
                continue;
            }
            assertThat(told).as("%s in %s", number, history).hasSize(1);
        }
        assertThat(world.world.notifier.waiting()).isZero();
    }

    @Property(tries = 60)
    void bothTellEachCallOnceInEachChannel(@ForAll("histories") List<Event> history) {
        var world = new World(NotifyPolicy.BOTH);
        world.live(history, true);
        for (var number : world.missed) {
            assertThat(world.mailsTelling(number))
                    .as("%s in %s", number, history)
                    .hasSize(1);
            assertThat(world.telling(number, world.world.chat.seen()))
                    .as("%s in %s", number, history)
                    .hasSize(1);
        }
        assertThat(world.world.notifier.waiting()).isZero();
    }

    private static final class World {

        private final NotifyWorld world;
        private final List<String> missed = new ArrayList<>();
        private final Set<MessageId> unheard = new HashSet<>();
        private Life life;

        World(NotifyPolicy policy) {
            DATABASE.write(tx -> tx.execute("DELETE FROM outbox"))
                    .toCompletableFuture()
                    .join();
            world = new NotifyWorld(
                    DATABASE,
                    "notify = \""
                            + policy.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + '"');
            world.notifier.stop();
            world.pass(Duration.ZERO);
            begin();
        }

        private void begin() {
            life = new Life(world.time, world.chat, world.postman);
            world.start(life, life, life, Optional.of(life));
            pass(1);
        }

        void live(List<Event> history, boolean returns) {
            for (var event : history) {
                event.what().accept(this);
                world.time.run();
                if (life.isOver()) {
                    unheard.addAll(life.unheard());
                    begin();
                }
            }
            life.dieAfter(Integer.MAX_VALUE);
            mailIs(true);
            pass(1);
            if (returns) {
                world.chat.login(JULIET);
                world.chat.acknowledge(JULIET);
            } else {
                world.chat.logout(JULIET);
            }
            // The longest pause between two attempts is an hour.
            pass(3 * 3600);
            world.chat.acknowledge(JULIET);
        }

        /** Each from a number of its own, by which messages show which calls they tell. */
        void callIsMissed() {
            var number = "+1555%07d".formatted(missed.size());
            missed.add(number);
            world.ends(Calls.call(
                    number,
                    Calls.caller("", "sip:" + number + "@pbx.example"),
                    world.time.instant(),
                    Outcome.RANG_OUT));
        }

        void pass(int seconds) {
            world.pass(Duration.ofSeconds(seconds));
        }

        void mailIs(boolean there) {
            world.postman.answerWith(there ? new Accepted() : new TryLater("no route"));
        }

        Set<String> messagesTelling(String number) {
            var ids = mailsTelling(number);
            ids.addAll(telling(number, world.chat.taken()));
            return ids;
        }

        Set<String> mailsTelling(String number) {
            var ids = new HashSet<String>();
            world.postman.inbox().stream()
                    .filter(mail -> mail.text().contains("tel:" + number))
                    .forEach(mail -> ids.add(mail.id().value()));
            return ids;
        }

        Set<String> telling(String number, List<OfflineStore.Stored> messages) {
            var ids = new HashSet<String>();
            messages.stream()
                    .filter(message -> message.body().contains("tel:" + number))
                    .forEach(message -> ids.add(message.id()));
            return ids;
        }
    }
}
