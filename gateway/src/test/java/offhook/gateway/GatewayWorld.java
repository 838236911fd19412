package offhook.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile.Event;
import offhook.sip.testing.SipActors;
import offhook.sip.testing.SipWorld;
import offhook.xmpp.testing.XmppActors;

/** The whole product with phones, chat clients, mailboxes, and time in the hand of the test. */
final class GatewayWorld {

    static final String DOMAIN = "capulet.example";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    final ManualTime time = new ManualTime();
    final TestPeople people = TestPeople.of(
                    DOMAIN,
                    new RingGroup("600", ids("juliet", "romeo"), RingGroup.Strategy.ALL),
                    new RingGroup(
                            "601", ids("juliet", "romeo"), RingGroup.Strategy.ALL, Optional.of(new UserId("nurse"))))
            .with("juliet", "Juliet Capulet", "201")
            .with("romeo", "Romeo Montague", "202")
            .with("nurse", "Nurse", "203")
            .with(outsider("rosaline", "Rosaline"));
    final SipWorld sip = new SipWorld(time);
    final SipActors phones = new SipActors(sip, people);
    final PbxActors pbxs = new PbxActors();
    final Mailboxes mailboxes = new Mailboxes();
    private final CallersWhoSpeak callers;
    private final ProductInMemory.Ground ground;
    private final List<String> written;
    private TraceSettings settings;
    private ProductInMemory product;

    GatewayWorld(List<String> written, Database database) throws ConfigErrors {
        this.written = written;
        var data = TestDatabases.folder();
        callers = new CallersWhoSpeak(people, data, time);
        ground = new ProductInMemory.Ground(time, people, sip, pbxs, mailboxes, callers, data, database);
        settings = TraceSettings.of(written);
        product = new ProductInMemory(settings, ground);
    }

    /** As when an admin writes this line into the file, for one of that key if there is one, and has the server read it. */
    void reload(String line) throws ConfigErrors {
        var more = new ArrayList<>(written);
        var key = line.substring(0, line.indexOf('=') + 1);
        more.removeIf(old -> old.startsWith(key));
        more.add(line);
        settings = TraceSettings.of(more);
        product.reload(settings);
    }

    XmppActors clients() {
        return product.clients();
    }

    void restart() {
        product.dies();
        product = new ProductInMemory(settings, ground);
    }

    /** Whether this is about somebody who leaves a voicemail; then it is done. */
    boolean speaks(Event event) {
        boolean does = callers.happens(event, product.boxes());
        pass(does ? Duration.ofMillis(10) : Duration.ZERO);
        return does;
    }

    /** In small steps for the first minute, so that phones answer when they would; then in large ones. */
    void pass(Duration length) {
        var exact = length.compareTo(MINUTE) < 0 ? length : MINUTE;
        phones.pass(exact);
        for (var left = length.minus(exact); !left.isZero(); ) {
            var step = left.compareTo(MINUTE) < 0 ? left : MINUTE;
            time.pass(step);
            phones.settle();
            left = left.minus(step);
        }
    }

    /** What was sent and no step has taken, to these kinds of actors; to all if none are named. */
    List<String> unread(Set<String> only) {
        var all = new ArrayList<String>();
        all.addAll(phones.unread());
        all.addAll(clients().unread());
        all.addAll(mailboxes.unread());
        all.removeIf(unread -> !only.isEmpty() && only.stream().noneMatch(word -> isOf(word, unread)));
        return all;
    }

    /** "chat", "phones" and "mail" stand for all such actors, another word for the one of this name. */
    private static boolean isOf(String word, String unread) {
        var actor = unread.substring(0, unread.indexOf(' '));
        return switch (word) {
            case "phones" -> actor.endsWith(".phone");
            case "chat", "mail" -> actor.endsWith('.' + word);
            default -> actor.equals(word);
        };
    }

    /** Somebody in the directory who shares no group with the others. */
    private static User outsider(String user, String name) {
        return User.of(new UserId(user), DOMAIN).withName(new DisplayName(name));
    }

    private static List<UserId> ids(String... names) {
        return Arrays.stream(names).map(UserId::new).toList();
    }
}
