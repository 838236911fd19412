package offhook.pbx.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import offhook.pbx.CallEventSource;
import offhook.pbx.ami.Ami;
import offhook.pbx.ami.AmiLogin;
import offhook.pbx.link.Conversation;
import offhook.pbx.link.Wire;
import offhook.pbx.testing.PbxServer;
import offhook.pbx.testing.SimulatedAsterisk;
import offhook.pbx.testing.WatchedWorld;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsClients;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.dns.NameService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpDiallerTest {

    private static final String HOST = "pbx.example";

    private final EventLoops loops = EventLoops.start(1);
    private final WatchedWorld world = new WatchedWorld();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk("offhook", "s3cret");

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        loops.close();
    }

    /** Knows the PBX, at these last bytes of 127.0.0.0/24. */
    private static NameService names(int... last) {
        return new NameService() {
            @Override
            public CompletionStage<List<Naptr>> naptr(String domain) {
                throw new AssertionError();
            }

            @Override
            public CompletionStage<List<Srv>> srv(String name) {
                throw new AssertionError();
            }

            @Override
            public CompletionStage<List<InetAddress>> addresses(String host) {
                var all = new ArrayList<InetAddress>();
                for (int one : last) {
                    try {
                        all.add(InetAddress.getByAddress(host, new byte[] {127, 0, 0, (byte) one}));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
                return CompletableFuture.completedFuture(all);
            }
        };
    }

    private CallEventSource ami(TcpDialler dialler) {
        return Ami.source(
                dialler,
                new AmiLogin("offhook", "s3cret"),
                world.people(HOST),
                world.services,
                world.tracker.outside().reporter("ami"),
                world.time);
    }

    @Test
    void itConnectsToTheFirstAddressThatAnswersAndAgainWhenItIsCut() {
        try (var server = new PbxServer(asterisk)) {
            var ami = ami(new TcpDialler(loops, names(2, 1), HOST, server.port(), Optional.empty()));
            ami.start();
            await().until(ami::isUp);
            server.says("Newchannel id=1 call=1 channel=PJSIP/201-00000001 state=4 num=201 exten=15550123");
            await().until(() -> !world.tracker.busy().isEmpty());
            server.cut();
            await().until(() -> !ami.isUp());
            await().until(ami::isUp);
            ami.stop();
            await().until(() -> !ami.isUp());
        }
    }

    @Test
    void tlsIsSpokenWithThePbxThatTheCertificateIsFor() throws Exception {
        var certificate = folder.resolve("tls/certificate.pem");
        try (var server = new PbxServer(asterisk, tls(certificate))) {
            var trusting = Optional.of(new TlsClients(Optional.of(certificate)));
            var ami = ami(new TcpDialler(loops, names(1), HOST, server.port(), trusting));
            ami.start();
            await().until(ami::isUp);
            ami.stop();
            assertThat(failure(new TcpDialler(loops, names(1), "other.example", server.port(), trusting)))
                    .startsWith("TLS: ");
        }
    }

    /** A server whose certificate is written there, too. */
    private ServerSocketFactory tls(Path certificate) throws Exception {
        new TlsContexts(
                        new TlsConfig(Optional.empty(), Optional.empty()),
                        folder,
                        List.of(HOST),
                        InstantSource.system(),
                        world.time,
                        world.time)
                .close();
        var pem = Files.readString(folder.resolve("tls/key.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
        var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem));
        var made = KeyFactory.getInstance("EC").generatePrivate(spec);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(certificate)) {
            var chain = CertificateFactory.getInstance("X.509").generateCertificate(in);
            store.setKeyEntry("pbx", made, new char[0], new Certificate[] {chain});
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    @Test
    void nobodyThereAndNoSuchName() {
        assertThat(failure(new TcpDialler(loops, names(), HOST, 1, Optional.empty())))
                .isEqualTo("the name pbx.example cannot be looked up");
        assertThat(failure(new TcpDialler(loops, names(1), HOST, 1, Optional.empty())))
                .containsIgnoringCase("refused");
        assertThat(failure(new TcpDialler(loops, names(), "127.0.0.1", 1, Optional.empty())))
                .containsIgnoringCase("refused");
        assertThat(new TcpDialler(loops, names(1), HOST, 5038, Optional.empty()))
                .hasToString("pbx.example:5038");
    }

    private static String failure(TcpDialler dialler) {
        var failures = new CopyOnWriteArrayList<String>();
        dialler.dial(new Conversation() {
            @Override
            public void opened(Wire wire) {
                failures.add("opened");
            }

            @Override
            public void received(byte[] bytes) {
                failures.add("received");
            }

            @Override
            public void closed(String why) {
                failures.add(why);
            }
        });
        await().until(() -> !failures.isEmpty());
        return failures.get(0);
    }
}
