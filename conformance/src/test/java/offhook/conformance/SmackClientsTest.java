package offhook.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.bosh.BOSHConfiguration;
import org.jivesoftware.smack.bosh.XMPPBOSHConnection;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnection;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnectionConfiguration;
import org.jivesoftware.smack.chat2.ChatManager;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.AbstractPresenceEventListener;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smack.websocket.XmppWebSocketTransportModuleDescriptor;
import org.jivesoftware.smack.websocket.java11.Java11WebSocketFactory;
import org.jivesoftware.smackx.httpfileupload.HttpFileUploadManager;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.MamManager.MamQueryArgs;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.muc.ParticipantStatusListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.FullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** Clients that others wrote: a day of those that come by way of the web server, a file, and what they do too early. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SmackClientsTest {

    private static final String DOMAIN = "localhost"; // the certificate names it, and it can be reached by its name
    private static final EntityBareJid ROMEO = JidCreate.entityBareFromOrThrowUnchecked("romeo@" + DOMAIN);

    private static Product server;
    private static SSLContext trusting;
    private static SSLContext usual;

    private final List<AbstractXMPPConnection> connections = new ArrayList<>();

    private interface Way {
        AbstractXMPPConnection to(String user) throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        server = Product.of(DOMAIN, List.of("juliet", "romeo", "nurse"));
        trusting = trusting();
        usual = SSLContext.getDefault();
        SSLContext.setDefault(trusting); // Smack's WebSocket takes no other
    }

    @AfterAll
    static void stop() throws IOException {
        SSLContext.setDefault(usual);
        server.close();
    }

    @AfterEach
    void leave() {
        connections.forEach(AbstractXMPPConnection::disconnect);
    }

    private static SSLContext trusting() throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        try (var pem = Files.newInputStream(server.certificate())) {
            keys.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    static Stream<Named> ways() {
        return Stream.of(
                new Named(
                        "BOSH",
                        user -> new XMPPBOSHConnection(BOSHConfiguration.builder()
                                .setXmppDomain(DOMAIN)
                                .setUsernameAndPassword(user, Product.PASSWORD)
                                .setHost(DOMAIN)
                                .setPort(server.web())
                                .setFile("/http-bind")
                                .setSecurityMode(SecurityMode.disabled) // as a proxy on the same machine would come
                                .build())),
                new Named("WebSocket", SmackClientsTest::webSocket));
    }

    private record Named(String name, Way way) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static AbstractXMPPConnection webSocket(String user) throws IOException, URISyntaxException {
        var config = ModularXmppClientToServerConnectionConfiguration.builder();
        config.removeAllModules()
                .setXmppDomain(DOMAIN)
                .setUsernameAndPassword(user, Product.PASSWORD)
                .setSecurityMode(SecurityMode.required);
        var webSocket = XmppWebSocketTransportModuleDescriptor.getBuilder(config);
        webSocket.setWebSocketFactory(new Java11WebSocketFactory());
        webSocket.explicitlySetWebSocketEndpointAndDiscovery(
                new URI("wss://" + DOMAIN + ":" + server.secureWeb() + "/xmpp-websocket"), false);
        config.addModule(webSocket.build());
        return new ModularXmppClientToServerConnection(config.build());
    }

    private static AbstractXMPPConnection tcp(String user) throws IOException {
        return new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(DOMAIN)
                .setUsernameAndPassword(user, Product.PASSWORD)
                .setHost("127.0.0.1")
                .setPort(server.port())
                .setSecurityMode(SecurityMode.disabled)
                .build());
    }

    private AbstractXMPPConnection online(Way way, String user) throws Exception {
        var connection = way.to(user);
        connection.setReplyTimeout(20_000);
        connections.add(connection);
        Roster.getInstanceFor(connection).setSubscriptionMode(Roster.SubscriptionMode.accept_all);
        connection.connect().login();
        return connection;
    }

    private static BlockingQueue<String> heard(AbstractXMPPConnection connection) {
        var heard = new LinkedBlockingQueue<String>();
        ChatManager.getInstanceFor(connection)
                .addIncomingListener((from, message, chat) -> heard.add(message.getBody()));
        return heard;
    }

    private static void say(AbstractXMPPConnection connection, EntityBareJid to, String text) throws Exception {
        ChatManager.getInstanceFor(connection).chatWith(to).send(text);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aDay(Named named) throws Exception {
        var romeo = online(SmackClientsTest::tcp, "romeo");
        var toRomeo = heard(romeo);
        var juliet = online(named.way(), "juliet");
        var toJuliet = heard(juliet);
        assertThat(juliet.isAuthenticated()).isTrue();

        say(juliet, ROMEO, "Wherefore art thou, by " + named + "? <&> \uD83C\uDF19");
        assertThat(toRomeo.poll(20, TimeUnit.SECONDS))
                .isEqualTo("Wherefore art thou, by " + named + "? <&> \uD83C\uDF19");
        say(romeo, juliet.getUser().asEntityBareJid(), "I take thee at thy word");
        assertThat(toJuliet.poll(20, TimeUnit.SECONDS)).isEqualTo("I take thee at thy word");

        seesRomeo(juliet);
        talksInARoom(juliet, romeo, named.toString().toLowerCase(Locale.ROOT));
        findsWhatWasSaid(juliet);
    }

    private static void seesRomeo(AbstractXMPPConnection juliet) throws Exception {
        var there = new LinkedBlockingQueue<Presence>();
        var roster = Roster.getInstanceFor(juliet);
        roster.addPresenceEventListener(new AbstractPresenceEventListener() {
            @Override
            public void presenceAvailable(FullJid address, Presence presence) {
                if (address.asBareJid().equals(ROMEO)) {
                    there.add(presence);
                }
            }
        });

        roster.createItemAndRequestSubscription(ROMEO, "Romeo", new String[] {"Lovers"});

        assertThat(there.poll(20, TimeUnit.SECONDS)).isNotNull();
        roster.reloadAndWait();
        assertThat(roster.getEntry(ROMEO).getName()).isEqualTo("Romeo");
        roster.removeEntry(roster.getEntry(ROMEO));
    }

    private static void talksInARoom(AbstractXMPPConnection juliet, AbstractXMPPConnection romeo, String name)
            throws Exception {
        var address = JidCreate.entityBareFrom(name + "@conference." + DOMAIN);
        var hers = MultiUserChatManager.getInstanceFor(juliet).getMultiUserChat(address);
        hers.create(Resourcepart.from("Juliet")).makeInstant();
        var his = MultiUserChatManager.getInstanceFor(romeo).getMultiUserChat(address);
        var toRomeo = talk(his);
        his.join(Resourcepart.from("Romeo"));

        hers.sendMessage("Good night, good night!");

        assertThat(toRomeo.poll(20, TimeUnit.SECONDS)).isEqualTo("Good night, good night!");
        hers.leave();
    }

    private static BlockingQueue<String> talk(MultiUserChat room) {
        var heard = new LinkedBlockingQueue<String>();
        room.addMessageListener(message -> {
            if (message.getType() == Message.Type.groupchat && message.getBody() != null) {
                heard.add(message.getBody());
            }
        });
        return heard;
    }

    private static void findsWhatWasSaid(AbstractXMPPConnection juliet) throws Exception {
        var archive = MamManager.getInstanceFor(juliet);
        assertThat(archive.isSupported()).isTrue();

        var query = archive.queryArchive(MamQueryArgs.builder()
                .limitResultsToJid(ROMEO)
                .setResultPageSizeTo(1)
                .queryLastPage()
                .build());

        assertThat(query.getMessages()).extracting(Message::getBody).containsExactly("I take thee at thy word");
    }

    @Test
    void aFileGoesThroughTheWebServer() throws Exception {
        var nurse = online(SmackClientsTest::tcp, "nurse");
        var files = HttpFileUploadManager.getInstanceFor(nurse);
        assertThat(files.discoverUploadService()).isTrue();
        files.setTlsContext(trusting);
        var letter = "Three words, dear Romeo, and good night indeed.".getBytes(UTF_8);

        var url = files.uploadFile(new ByteArrayInputStream(letter), "letter.txt", letter.length);

        var fetched = (HttpsURLConnection) url.openConnection();
        fetched.setSSLSocketFactory(trusting.getSocketFactory());
        try (var in = fetched.getInputStream()) {
            assertThat(in.readAllBytes()).isEqualTo(letter);
        }
    }

    /**
     * Smack says that it is in a room while its listeners still hear of that, those among them that are added then: why
     * tests that look at once may count too many presences, or too few occupants.
     */
    @Test
    void whoListensAfterEnteringMayHearOfTheEntry() throws Exception {
        var nurse = online(SmackClientsTest::tcp, "nurse");
        var room = MultiUserChatManager.getInstanceFor(nurse)
                .getMultiUserChat(JidCreate.entityBareFrom("early@conference." + DOMAIN));
        var listening = new CountDownLatch(1);
        room.addParticipantStatusListener(new ParticipantStatusListener() {
            @Override
            public void joined(EntityFullJid participant) {
                try {
                    listening.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });

        room.createOrJoin(Resourcepart.from("Nurse"));
        var heard = new LinkedBlockingQueue<Presence>();
        room.addParticipantListener(heard::add);
        listening.countDown();

        var presence = heard.poll(20, TimeUnit.SECONDS);
        assertThat(presence.isAvailable()).isTrue();
        assertThat(presence.getFrom().toString()).isEqualTo("early@conference." + DOMAIN + "/Nurse");
    }
}
