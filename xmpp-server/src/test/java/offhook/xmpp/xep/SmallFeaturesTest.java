package offhook.xmpp.xep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.Refusal;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.directory.credentials.Password;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.testing.Phone;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.Test;

/** The extensions that need no table. */
class SmallFeaturesTest {

    private final World world = new World(PresenceOverlay.NONE, List.of(new Phone("urn:xmpp:jingle-message:0")));
    private final TestClient juliet = world.online("juliet/balcony");

    private String ask(String type, String to, String payload) {
        var address = to.isEmpty() ? "" : " to='" + to + "'";
        return juliet.says("<iq type='" + type + "' id='1'" + address + ">" + payload + "</iq>")
                .gotOne();
    }

    @Test
    void pingsAreAnsweredForAll() {
        world.install(new Ping());
        for (var to : List.of("", "capulet.example", "juliet@capulet.example", "phone.capulet.example")) {
            assertThat(ask("get", to, "<ping xmlns='urn:xmpp:ping'/>")).contains("type='result'");
        }
        assertThat(ask("get", "rosaline@capulet.example", "<ping xmlns='urn:xmpp:ping'/>"))
                .contains("service-unavailable");
    }

    @Test
    void versionAndTime() {
        world.install(new SoftwareVersion("1.2")).install(new EntityTime(world.time));
        assertThat(ask("get", "capulet.example", "<query xmlns='jabber:iq:version'/>"))
                .contains("<query xmlns='jabber:iq:version'><name>Offhook</name><version>1.2</version></query>");
        assertThat(ask("get", "capulet.example", "<time xmlns='urn:xmpp:time'/>"))
                .contains("<tzo>+00:00</tzo><utc>2026-11-22T14:05:00Z</utc>");
    }

    private void discovery() {
        world.install(new Discovery(
                world.router,
                List.of(new Phone("urn:xmpp:jingle-message:0")),
                new Visibility(world.accounts, world.rosters)));
    }

    private static String info(String node) {
        return "<query xmlns='http://jabber.org/protocol/disco#info'" + node + "/>";
    }

    private static String items() {
        return "<query xmlns='http://jabber.org/protocol/disco#items'/>";
    }

    @Test
    void theServerIsDiscovered() {
        discovery();
        world.install(new Ping());
        assertThat(ask("get", "capulet.example", info("")))
                .contains("<identity category='server' type='im'/>", "<feature var='urn:xmpp:ping'/>");
        assertThat(ask("get", "capulet.example", items())).contains("<item jid='phone.capulet.example' name='Phone'/>");
        assertThat(ask("get", "capulet.example", info(" node='x'"))).contains("item-not-found");
    }

    @Test
    void aServiceIsDiscovered() {
        discovery();
        assertThat(ask("get", "phone.capulet.example", info("")))
                .contains(
                        "<identity category='gateway' type='sip' name='Phone'/>",
                        "<feature var='urn:xmpp:jingle-message:0'/>");
    }

    @Test
    void anAccountIsDiscoveredByThoseWhoSeeIt() {
        discovery();
        assertThat(ask("get", "", info(""))).contains("<identity category='account' type='registered'/>");
        var stranger = ask("get", "romeo@capulet.example", info(""));
        assertThat(stranger).contains("service-unavailable");
        assertThat(ask("get", "rosaline@capulet.example", info("")).replace("rosaline", "romeo"))
                .isEqualTo(stranger);
        assertThat(ask("get", "romeo@capulet.example", items()))
                .contains("<query xmlns='http://jabber.org/protocol/disco#items'/>");
        world.befriend("juliet", "romeo");
        juliet.got();
        assertThat(ask("get", "romeo@capulet.example", info(""))).contains("type='result'");
    }

    @Test
    void forgedPartsAreStripped() {
        world.install(new Forgeries(Jid.of("capulet.example")));
        var romeo = world.online("romeo/orchard");
        juliet.says("<message to='romeo@capulet.example/orchard'><body>b</body>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@CAPULET.example' id='1'/>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@capulet.example.' id='5'/>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@ｃａｐｕｌｅｔ.example' id='6'/>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' by='elsewhere.example' id='2'/>"
                + "<delay xmlns='urn:xmpp:delay' from='capulet.example' stamp='2002-09-10T23:41:07Z'/>"
                + "<delay xmlns='urn:xmpp:delay' from='juliet-phone' stamp='2002-09-10T23:41:08Z'/>"
                + "<received xmlns='urn:xmpp:carbons:2'/><sent xmlns='urn:xmpp:carbons:2'/></message>");
        assertThat(romeo.gotOne())
                .contains("<body>b</body>", "elsewhere.example", "juliet-phone")
                .doesNotContain("CAPULET", "23:41:07Z", "carbons");
    }

    private final List<String> changes = new ArrayList<>();

    private final SelfService people = new SelfService() {

        @Override
        public CompletionStage<?> add(User user, Password password) {
            throw new AssertionError("not after login");
        }

        @Override
        public CompletionStage<?> password(UserId id, Password password) {
            if (password.reveal().equals("ruled")) {
                return CompletableFuture.failedFuture(
                        new Refusal(Refusal.Kind.RULED_BY_LIST, "juliet comes from users.csv line 7"));
            }
            changes.add(id + " " + password.reveal());
            return CompletableFuture.completedFuture("done");
        }

        @Override
        public CompletionStage<?> remove(UserId id) {
            return CompletableFuture.runAsync(() -> world.people.disable(id.value()), world.time);
        }
    };

    private String register(String inside) {
        return ask("set", "capulet.example", "<query xmlns='jabber:iq:register'>" + inside + "</query>");
    }

    @Test
    void aUserChangesTheirOwnPassword() {
        world.install(new InBandRegistration(people, false));
        assertThat(ask("get", "capulet.example", "<query xmlns='jabber:iq:register'/>"))
                .contains(
                        "<registered/><username>juliet</username><password/>",
                        "<x xmlns='jabber:x:data' type='form'>",
                        "<value>jabber:iq:register</value>",
                        "<field var='password' type='text-private'");
        assertThat(register("<username>juliet</username><password>new</password>"))
                .contains("type='result'");
        assertThat(register("<x xmlns='jabber:x:data' type='submit'>"
                        + "<field var='username'><value>Juliet</value></field>"
                        + "<field var='password'><value>newer</value></field></x>"))
                .contains("type='result'");
        assertThat(changes).containsExactly("juliet new", "juliet newer");
    }

    @Test
    void nothingElseIsRegistered() {
        world.install(new InBandRegistration(people, false));
        assertThat(register("<username>romeo</username><password>new</password>"))
                .contains("not-allowed");
        assertThat(register("<username>juliet</username>")).contains("bad-request");
        assertThat(register("<username>juliet</username><password/>")).contains("not-acceptable");
        assertThat(register("<remove/>")).contains("not-allowed");
        assertThat(register("<username>juliet</username><password>ruled</password>"))
                .contains("not-allowed", "users.csv line 7");
        assertThat(ask("get", "romeo@capulet.example", "<query xmlns='jabber:iq:register'/>"))
                .contains("forbidden");
        assertThat(changes).isEmpty();
    }

    @Test
    void aUserWhoMayRemovesTheirAccount() {
        world.install(new InBandRegistration(people, true));
        assertThat(register("<remove/><username>juliet</username>")).contains("bad-request");
        assertThat(register("<remove/>")).contains("type='result'");
        assertThat(world.people.login("juliet")).isEmpty();
        assertThat(juliet.closed()).hasMessageStartingWith("not-authorized");
    }
}
