package offhook.xmpp.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.Test;

/** "On the phone" over what the clients say: it comes, it goes, and what the user typed is never lost. */
class OverlayTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");

    private final OnThePhone overlay = new OnThePhone();
    private final World world = world(overlay);

    private static World world(PresenceOverlay overlay) {
        var world = new World(overlay, List.of());
        world.befriend("juliet", "romeo");
        return world;
    }

    /** As the gateway has it: dnd, and a prefix before the user's own status. */
    private static final class OnThePhone implements PresenceOverlay {

        private final Map<Jid, Boolean> talking = new ConcurrentHashMap<>();

        @Override
        public Availability apply(Jid account, Availability base) {
            if (!talking.containsKey(account)) {
                return base;
            }
            var show = base.show() == Show.XA ? Show.XA : Show.DND;
            return new Availability(show, base.status().isEmpty() ? "On the phone" : "On the phone – " + base.status());
        }

        @Override
        public Optional<Availability> withoutSession(Jid account) {
            return talking.containsKey(account)
                    ? Optional.of(new Availability(Show.DND, "On the phone"))
                    : Optional.empty();
        }
    }

    private static void phone(World world, OnThePhone overlay, boolean talking) {
        if (talking) {
            overlay.talking.put(JULIET, true);
        } else {
            overlay.talking.remove(JULIET);
        }
        world.presences.changed(JULIET);
        world.time.run();
    }

    private void talks() {
        phone(world, overlay, true);
    }

    private void hangsUp() {
        phone(world, overlay, false);
    }

    private static final String CAPS = "<c xmlns='http://jabber.org/protocol/caps' node='n' ver='v'/>";

    @Test
    void onlyShowAndStatusChangeAndTheBaseComesBack() {
        var romeo = world.online("romeo/orchard");
        var juliet = world.online("juliet/balcony");
        juliet.says(
                "<presence id='i'><show>away</show><status>tea</status><priority>5</priority>" + CAPS + "</presence>");
        var base = romeo.got().get(1);
        juliet.got();
        talks();
        assertThat(romeo.gotOne())
                .isEqualTo("<presence to='romeo@capulet.example' from='juliet@capulet.example/balcony' id='i'>"
                        + "<priority>5</priority>" + CAPS
                        + "<show>dnd</show><status>On the phone – tea</status></presence>");
        assertThat(juliet.gotOne()).contains("On the phone – tea"); // the user's own clients see the same
        hangsUp();
        assertThat(romeo.gotOne()).isEqualTo(base);
    }

    @Test
    void onlyDifferencesAreTold() {
        var romeo = world.online("romeo/orchard");
        world.online("juliet/balcony");
        romeo.got();
        talks();
        romeo.got();
        talks();
        assertThat(romeo.got()).isEmpty();
        hangsUp();
        hangsUp();
        assertThat(romeo.got()).hasSize(1);
    }

    @Test
    void everyLanguageIsKept() {
        var romeo = world.online("romeo/orchard");
        var juliet = world.online("juliet/balcony");
        romeo.got();
        talks();
        romeo.got();
        juliet.says("<presence><status>tea</status><status xml:lang='de'>Tee</status></presence>");
        assertThat(romeo.gotOne())
                .contains("<status>On the phone – tea</status><status xml:lang='de'>On the phone – Tee</status>");
    }

    @Test
    void aStatusSetDuringTheCallShowsAtOnceAndStays() {
        var romeo = world.online("romeo/orchard");
        var juliet = world.online("juliet/balcony");
        talks();
        romeo.got();
        juliet.says("<presence><status>back soon</status></presence>");
        assertThat(romeo.gotOne()).contains("<show>dnd</show>", "On the phone – back soon");
        hangsUp();
        assertThat(romeo.gotOne()).contains("<status>back soon</status>").doesNotContain("dnd", "phone –");
    }

    @Test
    void whoComesDuringTheCallSeesIt() {
        talks();
        world.online("juliet/balcony");
        var romeo = world.connect("romeo/orchard").says("<presence/>");
        assertThat(romeo.got())
                .anyMatch(xml -> xml.contains("from='juliet@capulet.example/balcony'") && xml.contains("On the phone"));
        romeo.says("<presence to='juliet@capulet.example' type='probe'/>");
        assertThat(romeo.gotOne()).contains("On the phone");
        assertThat(world.connect("juliet/chamber").says("<presence/>").got())
                .filteredOn(xml -> xml.startsWith("<presence ") && xml.contains(" from='juliet"))
                .hasSize(2)
                .allMatch(xml -> xml.contains("On the phone"));
    }

    @Test
    void strangersSeeOnlyTheBase() {
        var nurse = world.online("nurse/kitchen");
        var juliet = world.online("juliet/balcony");
        talks();
        juliet.says("<presence to='nurse@capulet.example'><status>tea</status></presence>");
        assertThat(nurse.gotOne()).contains("<status>tea</status>").doesNotContain("dnd");
        hangsUp();
        assertThat(nurse.got()).isEmpty();
        var romeo = world.online("romeo/orchard");
        talks();
        romeo.got();
        juliet.says("<presence to='romeo@capulet.example'><status>tea</status></presence>");
        assertThat(romeo.gotOne()).contains("On the phone – tea");
    }

    @Test
    void aPhoneStandsForWhoHasNoSession() {
        var romeo = world.online("romeo/orchard");
        var nurse = world.online("nurse/kitchen");
        talks();
        assertThat(romeo.gotOne())
                .isEqualTo("<presence to='romeo@capulet.example' from='juliet@capulet.example/phone'><show>dnd</show>"
                        + "<status>On the phone</status><priority>-1</priority></presence>");
        assertThat(nurse.got()).isEmpty();
        assertThat(world.connect("romeo/field").says("<presence/>").got())
                .anyMatch(xml -> xml.contains("juliet@capulet.example/phone"));
        romeo.got();
        romeo.says("<presence to='juliet@capulet.example' type='probe'/>");
        assertThat(romeo.gotOne()).contains("juliet@capulet.example/phone");
        var juliet = world.connect("juliet/balcony").says("<presence/>");
        assertThat(romeo.got())
                .satisfiesExactly(
                        there -> assertThat(there).contains("juliet@capulet.example/balcony", "On the phone"),
                        gone -> assertThat(gone).contains("juliet@capulet.example/phone", "type='unavailable'"));
        juliet.leaves(Ending.CUT);
        assertThat(romeo.got())
                .satisfiesExactly(
                        gone -> assertThat(gone).contains("juliet@capulet.example/balcony", "type='unavailable'"),
                        there -> assertThat(there).contains("juliet@capulet.example/phone", "dnd"));
        hangsUp();
        assertThat(romeo.gotOne()).contains("juliet@capulet.example/phone", "type='unavailable'");
    }

    @Test
    void whoJoinsAGroupSeesThePhone() {
        talks();
        var nurse = world.online("nurse/kitchen");
        world.groups("nurse", "Verona");
        world.groups("juliet", "Verona");
        assertThat(nurse.got()).anyMatch(xml -> xml.contains("juliet@capulet.example/phone") && xml.contains("dnd"));
        world.groups("juliet");
        assertThat(nurse.got())
                .anyMatch(xml -> xml.contains("juliet@capulet.example/phone") && xml.contains("type='unavailable'"));
    }

    /** A word of a random story. */
    @Provide
    Arbitrary<List<String>> stories() {
        return Arbitraries.of(
                        "talk", "hang up", "away", "tea", "chat", "unavailable", "leave", "romeo leaves", "romeo comes")
                .list()
                .ofMaxSize(20);
    }

    /** Whatever happened: with nothing over it, a contact sees exactly what each client said last. */
    @Property(tries = 150)
    void theBaseAlwaysComesBack(@ForAll("stories") List<String> story) {
        var phone = new OnThePhone();
        var verona = world(phone);
        var clients = new HashMap<String, TestClient>();
        var base = new HashMap<String, String>();
        var seen = new HashMap<String, String>();
        for (var word : story) {
            act(verona, phone, clients, base, word);
            remember(clients.get("romeo"), seen);
        }
        phone(verona, phone, false);
        if (!clients.containsKey("romeo")) {
            act(verona, phone, clients, base, "romeo comes");
        }
        remember(clients.get("romeo"), seen);
        assertThat(seen).isEqualTo(base);
    }

    private static void act(
            World world, OnThePhone phone, Map<String, TestClient> clients, Map<String, String> base, String word) {
        switch (word) {
            case "talk" -> phone(world, phone, true);
            case "hang up" -> phone(world, phone, false);
            case "leave" -> leave(clients, base, "balcony");
            case "romeo leaves" -> leave(clients, base, "romeo");
            case "romeo comes" ->
                clients.computeIfAbsent(
                        "romeo", r -> world.connect("romeo/orchard").says("<presence/>"));
            case "unavailable" -> {
                if (clients.containsKey("balcony")) {
                    clients.get("balcony").says("<presence type='unavailable'/>");
                    base.remove("balcony");
                }
            }
            default -> {
                var inside =
                        switch (word) {
                            case "away" -> "<show>away</show>";
                            case "tea" -> "<status>tea</status>" + CAPS;
                            default -> "<show>chat</show><status>hi</status><priority>3</priority>";
                        };
                clients.computeIfAbsent("balcony", b -> world.connect("juliet/balcony"))
                        .says("<presence>" + inside + "</presence>");
                base.put("balcony", inside);
            }
        }
    }

    private static void leave(Map<String, TestClient> clients, Map<String, String> base, String who) {
        var client = clients.remove(who);
        if (client != null) {
            client.leaves(Ending.CUT);
            base.remove(who);
        }
    }

    /** What Romeo believes of each of Juliet's resources; a new client knows nothing. */
    private static void remember(TestClient romeo, Map<String, String> seen) {
        if (romeo == null) {
            seen.clear();
            return;
        }
        for (var xml : new ArrayList<>(romeo.got())) {
            if (xml.contains("from='juliet@capulet.example/")) {
                var resource = xml.replaceAll("(?s).*from='juliet@capulet.example/([^']*)'.*", "$1");
                if (xml.contains("type='unavailable'")) {
                    seen.remove(resource);
                } else {
                    seen.put(resource, xml.replaceAll("(?s)^<presence[^>]*>(.*)</presence>$", "$1"));
                }
            }
        }
    }
}
