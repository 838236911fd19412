package offhook.sip.testing;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import offhook.directory.Directory;
import offhook.directory.testing.TestPeople;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.TraceFile;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Said;

/**
 * The SIP actors of a trace. {@code juliet.phone} and {@code juliet.mobile.phone} are phones of the person juliet, who is
 * in the directory: they are registered before the trace begins, unless it has an event "… registers", and answer
 * challenges by themselves. {@code pbx.phone} is the PBX, {@code verona1.phone} to {@code verona3.phone} and
 * {@code mantua.phone} are the servers of these domains; any other phone is a stranger's, at stranger.example.
 *
 * <p>Headers that a step leaves out are filled in. {@code BYE * SIP/2.0} goes to the other side of the dialog. A phone
 * acknowledges a refusal by itself, and answers a CANCEL with 200 and the INVITE with 487; after the event "… is slow" it
 * leaves the INVITE as it is.
 *
 * <p>The events are "… registers", "… registers with q=0.5", "… moves behind 203.0.113.9 as 10.0.0.7" (where it
 * sends from, and what it says of itself), "… is slow", "… has no password", "… is unplugged".
 */
public final class SipActors {

    /** Where {@code pbx.phone} is. */
    public static final String PBX = "192.0.2.200";

    /** Servers of other domains, where DNS says that they are. */
    private static final Map<String, String> SERVERS = Map.of(
            "verona1", "192.0.2.151", "verona2", "192.0.2.152", "verona3", "192.0.2.153", "mantua", "192.0.2.161");

    private final SipWorld world;
    private final Directory directory;
    private final Map<String, Phone> phones = new LinkedHashMap<>();

    public SipActors(SipWorld world, Directory directory) {
        this.world = world;
        this.directory = directory;
    }

    /** Whether an actor of this name is one of these. */
    public static boolean isOne(String name) {
        return name.endsWith(".phone");
    }

    /** Registers the phones of our people that the trace names. */
    public void prepare(TraceFile trace) {
        var names = new TreeSet<String>();
        var later = new TreeSet<String>();
        for (var step : trace.steps()) {
            if (step instanceof Said said) {
                names.add(said.from());
                names.add(said.to());
            } else if (step instanceof Event event && event.text().contains(" registers")) {
                later.add(event.text().split(" ")[0]);
            }
        }
        names.removeIf(name -> !isOne(name));
        names.forEach(this::phone);
        names.removeAll(later);
        names.stream().map(this::phone).filter(Phone::isOurs).forEach(phone -> phone.register(""));
        settle();
    }

    public void says(Said step, Blanks blanks) {
        phone(step.from()).says(blanks.fill(step.text()));
        settle();
    }

    /** Takes the next message that the phone got, and compares. */
    public void check(Said step, Blanks blanks, String where) {
        var got = phone(step.to()).take();
        var expected = blanks.fill(step.text());
        if (got == null || !SipText.matches(expected, got, blanks)) {
            fail(where + ":" + step.line() + ": " + step.to() + " should get\n" + expected.indent(2) + "and got\n"
                    + (got == null ? "  nothing" : got.toString().indent(2)) + "\nand others\n"
                    + String.join("\n", unread()).indent(2));
        }
    }

    /** Answers whether this was an event of these actors. */
    public boolean happens(Event event) {
        var words = event.text().split(" ", 2);
        if (words.length < 2 || !isOne(words[0])) {
            return false;
        }
        var phone = phone(words[0]);
        if (words[1].startsWith("registers")) {
            phone.register(words[1].contains(" with ") ? ";" + words[1].split(" with ")[1] : "");
        } else if (words[1].startsWith("moves behind ")) {
            var addresses = words[1].substring("moves behind ".length()).split(" as ");
            phone.moveBehind(addresses[0], addresses[1]);
        } else if (words[1].equals("is slow")) {
            phone.slow = true;
        } else if (words[1].equals("has no password")) {
            phone.password = null;
        } else if (words[1].equals("is unplugged")) {
            phone.peer().unplug();
        } else if (words[1].equals("has missed what came")) {
            phone.miss();
        } else {
            return false;
        }
        settle();
        return true;
    }

    /** Lets time pass, and everybody react about when something reaches them. */
    public void pass(Duration length) {
        var left = length;
        var slice = length.compareTo(Duration.ofSeconds(10)) > 0 ? Duration.ofSeconds(1) : Duration.ofMillis(100);
        while (left.compareTo(Duration.ZERO) > 0) {
            world.time().pass(left.compareTo(slice) < 0 ? left : slice);
            settle();
            left = left.minus(slice);
        }
    }

    /** What was sent and no step has taken. */
    public List<String> unread() {
        settle();
        var all = new ArrayList<String>();
        phones.forEach(
                (name, phone) -> phone.unread().forEach(message -> all.add(name + " got " + message.startLine())));
        return all;
    }

    /** Lets everybody react until nobody has anything to say. */
    public void settle() {
        boolean busy = true;
        while (busy) {
            world.time().run();
            busy = false;
            for (var phone : List.copyOf(phones.values())) {
                busy |= phone.read();
            }
        }
    }

    private Phone phone(String name) {
        return phones.computeIfAbsent(name, this::newPhone);
    }

    private Phone newPhone(String name) {
        var user = name.substring(0, name.indexOf('.'));
        if (user.equals("pbx")) {
            return new Phone(world, user, PBX, "pbx.example", null);
        }
        if (SERVERS.containsKey(user)) {
            return new Phone(world, user, SERVERS.get(user), user.replaceAll("\\d", "") + ".example", null);
        }
        var address = "192.0.2." + (phones.size() + 1);
        return directory.login(user).isPresent()
                ? new Phone(world, user, address, directory.domain(), TestPeople.password(user))
                : new Phone(world, user, address, "stranger.example", null);
    }
}
