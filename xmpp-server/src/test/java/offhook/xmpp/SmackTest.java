package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;
import offhook.directory.testing.TestPeople;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.testing.Logged;
import offhook.xmpp.testing.RealXmpp;
import offhook.xmpp.testing.UnknownElement;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SASLAuthentication;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smack.roster.PresenceEventListener;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smack.roster.rosterstore.DirectoryRosterStore;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.bookmarks.BookmarkManager;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.iqversion.VersionManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.jivesoftware.smackx.time.EntityTimeManager;
import org.jivesoftware.smackx.vcardtemp.VCardManager;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/** The whole server with a client that others wrote, over STARTTLS. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SmackTest {

    private static final BareJid JULIET = JidCreate.bareFromOrThrowUnchecked("juliet@capulet.example");
    private static final BareJid ROMEO = JidCreate.bareFromOrThrowUnchecked("romeo@capulet.example");
    private static final Jid SERVER = JidCreate.domainBareFromOrThrowUnchecked("capulet.example");

    private final List<XMPPTCPConnection> connections = new ArrayList<>();
    private final Logged log = Logged.by(TlsContexts.class);
    private X509Certificate seen;
    private RealXmpp server;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        SASLAuthentication.unBlacklistSASLMechanism("PLAIN");
        UnknownElement.register("stanza-id", "urn:xmpp:sid:0");
        UnknownElement.register("x", "vcard-temp:x:update");
        server = new RealXmpp(data);
    }

    @AfterEach
    void stop() {
        connections.forEach(XMPPTCPConnection::disconnect);
        server.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "PLAIN"})
    void logsIn(String mechanism) throws Exception {
        var juliet = connection("juliet", TestPeople.password("juliet"), mechanism);

        juliet.connect().login();

        assertThat(juliet.isSecureConnection()).isTrue();
        assertThat(juliet.getUsedSaslMechansism()).isEqualTo(mechanism);
        assertThat(juliet.getUser().toString()).isEqualTo("juliet@capulet.example/balcony");
    }

    /** What a user compares before they trust a certificate that nobody has signed. */
    @Test
    void theFingerprintIsLogged() throws Exception {
        online("juliet");

        var hash = MessageDigest.getInstance("SHA-256").digest(seen.getEncoded());
        var fingerprint = HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        assertThat(log.lines())
                .anyMatch(line -> line.startsWith("Made a certificate in "))
                .anyMatch(line -> line.contains("for capulet.example") && line.endsWith("SHA-256 " + fingerprint));
    }

    @Test
    void isRefusedWithAWrongPassword() throws Exception {
        var juliet = connection("juliet", "wrong", "SCRAM-SHA-1");
        juliet.connect();

        assertThatThrownBy(juliet::login).isInstanceOfSatisfying(SASLErrorException.class, e -> assertThat(
                        e.getSASLFailure().getSASLErrorString())
                .isEqualTo("not-authorized"));
    }

    @Test
    void talks() throws Exception {
        var juliet = online("juliet");
        var romeo = online("romeo");
        var heard = messages(romeo);

        say(juliet, ROMEO, "Good night, good night! \uD83C\uDF19 <&>");

        var message = heard.poll(20, TimeUnit.SECONDS);
        assertThat(message.getBody()).isEqualTo("Good night, good night! \uD83C\uDF19 <&>");
        assertThat(message.getFrom().toString()).isEqualTo("juliet@capulet.example/balcony");
    }

    @Test
    void findsWhatWaited() throws Exception {
        var romeo = online("romeo");
        say(romeo, JULIET, "Juliet!");
        say(romeo, JULIET, "My nyas?");
        PingManager.getInstanceFor(romeo).pingMyServer(); // so both are there

        var juliet = connection("juliet", TestPeople.password("juliet"), "PLAIN");
        var heard = messages(juliet);
        juliet.connect().login();

        var first = heard.poll(20, TimeUnit.SECONDS);
        assertThat(first.getBody()).isEqualTo("Juliet!");
        assertThat(DelayInformation.from(first).getFrom()).isEqualTo("capulet.example");
        assertThat(heard.poll(20, TimeUnit.SECONDS).getBody()).isEqualTo("My nyas?");
    }

    @Test
    void subscribesAndSees() throws Exception {
        for (var user : List.of("juliet", "romeo")) {
            server.people.change(user, u -> u.withGroups(Set.of()));
        }
        var juliet = online("juliet");
        var romeo = online("romeo");
        roster(romeo).setSubscriptionMode(Roster.SubscriptionMode.accept_all);
        roster(juliet).setSubscriptionMode(Roster.SubscriptionMode.accept_all);
        var seenByJuliet = presences(juliet);

        roster(juliet).createItemAndRequestSubscription(ROMEO, "Romeo", new String[] {"Lovers"});

        var there = seenByJuliet.poll(20, TimeUnit.SECONDS);
        assertThat(there.getFrom().toString()).isEqualTo("romeo@capulet.example/balcony");
        romeo.sendStanza(StanzaBuilder.buildPresence()
                .setMode(Presence.Mode.away)
                .setStatus("Climbing")
                .build());
        var away = seenByJuliet.poll(20, TimeUnit.SECONDS);
        assertThat(away.getMode()).isEqualTo(Presence.Mode.away);
        assertThat(away.getStatus()).isEqualTo("Climbing");
        roster(juliet).reloadAndWait();
        var entry = roster(juliet).getEntry(ROMEO);
        assertThat(entry.getName()).isEqualTo("Romeo");
        assertThat(entry.getGroups()).extracting(Object::toString).hasSize(1);
        assertThat(entry.getType()).isIn(ItemType.to, ItemType.both);
    }

    /** RFC 6121 §2.6: a client with a store asks with the version it knows, and gets pushes for what it missed. */
    @Test
    void keepsTheRosterByVersions(@TempDir Path store) throws Exception {
        var juliet = connection("juliet", TestPeople.password("juliet"), "PLAIN");
        roster(juliet).setRosterStore(DirectoryRosterStore.init(store.toFile()));
        juliet.connect().login();
        assertThat(roster(juliet).isRosterVersioningSupported()).isTrue();
        roster(juliet).reloadAndWait();
        assertThat(roster(juliet).getEntries()).extracting(e -> e.getJid()).contains(ROMEO);
        juliet.disconnect();

        var again = connection("juliet", TestPeople.password("juliet"), "PLAIN");
        roster(again).setRosterStore(DirectoryRosterStore.open(store.toFile()));
        again.connect().login();
        roster(again).reloadAndWait();

        assertThat(roster(again).getEntry(ROMEO).getName()).isEqualTo("Romeo Montague");
    }

    @Test
    void asksTheServer() throws Exception {
        var juliet = online("juliet");

        assertThat(PingManager.getInstanceFor(juliet).pingMyServer()).isTrue();
        assertThat(VersionManager.getInstanceFor(juliet).getVersion(SERVER).getName())
                .isEqualTo("Offhook");
        assertThat(EntityTimeManager.getInstanceFor(juliet).getTime(SERVER).getUtc())
                .isNotNull();
        var info = ServiceDiscoveryManager.getInstanceFor(juliet).discoverInfo(SERVER);
        assertThat(info.getIdentities()).anyMatch(identity -> identity.isOfCategoryAndType("server", "im"));
        for (var feature : List.of("urn:xmpp:ping", "jabber:iq:version", "urn:xmpp:time", "vcard-temp", "msgoffline")) {
            assertThat(info.containsFeature(feature)).as(feature).isTrue();
        }
        assertThat(ServiceDiscoveryManager.getInstanceFor(juliet)
                        .discoverInfo(JULIET)
                        .hasIdentity("pubsub", "pep"))
                .isTrue();
        assertThatThrownBy(() ->
                        VersionManager.getInstanceFor(juliet).getVersion(JidCreate.from("nobody@capulet.example")))
                .isInstanceOfSatisfying(
                        XMPPErrorException.class,
                        e -> assertThat(e.getStanzaError().getCondition()).isEqualTo(Condition.service_unavailable));
    }

    @Test
    void keepsACardAndPrivateThings() throws Exception {
        var juliet = online("juliet");
        var card = new VCard();
        card.setFirstName("Juliet");
        card.setNickName("Jule");
        card.setAvatar(new byte[] {1, 2, 3}, "image/png");
        VCardManager.getInstanceFor(juliet).saveVCard(card);
        var bookmarks = BookmarkManager.getBookmarkManager(juliet);
        bookmarks.addBookmarkedURL("http://verona.example", "Home", false);

        var romeo = online("romeo");
        var loaded = VCardManager.getInstanceFor(romeo).loadVCard(JULIET.asEntityBareJidIfPossible());
        assertThat(loaded.getNickName()).isEqualTo("Jule");
        assertThat(loaded.getAvatar()).containsExactly(1, 2, 3);
        assertThat(bookmarks.getBookmarkedURLs())
                .extracting(url -> url.getName())
                .containsExactly("Home");
    }

    /** XEP-0198 §5. */
    @Test
    void resumesItsSession() throws Exception {
        var juliet = connection("juliet", TestPeople.password("juliet"), "PLAIN");
        juliet.setUseStreamManagement(true);
        juliet.setUseStreamManagementResumption(true);
        juliet.connect().login();
        PingManager.getInstanceFor(juliet).pingMyServer();
        var heard = messages(juliet);
        var romeo = online("romeo");

        juliet.instantShutdown();
        say(romeo, JULIET, "While thou wert away");
        juliet.connect().login();

        assertThat(juliet.streamWasResumed()).isTrue();
        assertThat(heard.poll(20, TimeUnit.SECONDS).getBody()).isEqualTo("While thou wert away");
        assertThat(server.core.connected()).isEqualTo(2);
    }

    @Test
    void isToldOfAShutdown() throws Exception {
        var ends = new LinkedBlockingQueue<Exception>();
        online("juliet").addConnectionListener(new ConnectionListener() {
            @Override
            public void connectionClosedOnError(Exception e) {
                ends.add(e);
            }
        });

        server.stop();

        assertThat(ends.poll(20, TimeUnit.SECONDS)).hasMessageContaining("system-shutdown");
        assertThat(server.core.connected()).isZero();
    }

    /** When something was said in the name of the server is not for clients to say, XEP-0203 §5. */
    @Test
    void isNotBelievedEverything() throws Exception {
        var juliet = online("juliet");
        var romeo = online("romeo");
        var heard = messages(romeo);

        juliet.sendStanza(StanzaBuilder.buildMessage()
                .to(ROMEO)
                .setBody("I am the Prince")
                .addExtension(StandardExtensionElement.builder("delay", "urn:xmpp:delay")
                        .addAttribute("from", "capulet.example")
                        .addAttribute("stamp", "1597-01-01T00:00:00Z")
                        .build())
                .build());

        assertThat(DelayInformation.from(heard.poll(20, TimeUnit.SECONDS))).isNull();
    }

    private static Roster roster(XMPPTCPConnection connection) {
        return Roster.getInstanceFor(connection);
    }

    private static void say(XMPPTCPConnection from, BareJid to, String text) throws Exception {
        from.sendStanza(StanzaBuilder.buildMessage()
                .to(to)
                .ofType(Message.Type.chat)
                .setBody(text)
                .build());
    }

    private static BlockingQueue<Message> messages(XMPPTCPConnection connection) {
        var heard = new LinkedBlockingQueue<Message>();
        connection.addSyncStanzaListener(stanza -> heard.add((Message) stanza), StanzaTypeFilter.MESSAGE);
        return heard;
    }

    private static BlockingQueue<Presence> presences(XMPPTCPConnection connection) {
        var seen = new LinkedBlockingQueue<Presence>();
        roster(connection).addPresenceEventListener(new PresenceEventListener() {
            @Override
            public void presenceAvailable(org.jxmpp.jid.FullJid address, Presence presence) {
                seen.add(presence);
            }

            @Override
            public void presenceUnavailable(org.jxmpp.jid.FullJid address, Presence presence) {}

            @Override
            public void presenceError(Jid address, Presence presence) {}

            @Override
            public void presenceSubscribed(BareJid address, Presence presence) {}

            @Override
            public void presenceUnsubscribed(BareJid address, Presence presence) {}
        });
        return seen;
    }

    private XMPPTCPConnection online(String user) throws Exception {
        var connection = connection(user, TestPeople.password(user), "PLAIN");
        connection.connect().login();
        PingManager.getInstanceFor(connection).pingMyServer(); // so its presence is known
        return connection;
    }

    private XMPPTCPConnection connection(String user, String password, String mechanism) throws Exception {
        var config = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(SERVER.asDomainBareJid())
                .setHostAddress(server.address().getAddress())
                .setPort(server.address().getPort())
                .setUsernameAndPassword(user, password)
                .setResource("balcony")
                .setSecurityMode(SecurityMode.required)
                .setCustomX509TrustManager(new Remembering())
                .setHostnameVerifier((host, session) -> true)
                .addEnabledSaslMechanism(mechanism)
                .setCompressionEnabled(false)
                .build();
        var connection = new XMPPTCPConnection(config);
        connection.setUseStreamManagement(false);
        connection.setReplyTimeout(20_000);
        connections.add(connection);
        return connection;
    }

    /** Trusts anybody, and remembers whom. */
    private final class Remembering implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            seen = chain[0];
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
