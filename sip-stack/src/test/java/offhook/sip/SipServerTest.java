package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import offhook.directory.UserId;
import offhook.directory.credentials.MasterKey;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.dns.Dns;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TestDns;
import offhook.runtime.trace.Trace;
import offhook.runtime.work.WheelTimers;
import offhook.sip.agent.ContactListener;
import offhook.sip.call.CallListener;
import offhook.sip.call.CallRecord;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;
import offhook.sip.call.PhoneStatus;
import offhook.sip.event.Visibility;
import offhook.sip.event.packages.Tuples;
import offhook.sip.event.packages.WaitingMessages;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.proxy.Quiet;
import offhook.sip.testing.Torture;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Protocol;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same server on real sockets, threads and time. */
@Timeout(30)
class SipServerTest {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final EventLoops loops = EventLoops.start(2);
    private final WheelTimers timers = new WheelTimers(task -> new Thread(task, "timers"));
    private final Database database = TestDatabases.sqlite();
    private final TestDns names = new TestDns(loops);
    private final Dns dns = Dns.at(names.address(), loops, InstantSource.system());
    private TlsContexts tls;
    private SipServer server;

    @TempDir
    Path data;

    private UdpPhone juliet;
    private UdpPhone tybalt;

    /** The section of the file. */
    @Doc("A test's settings.")
    public record Settings(SipConfig sip, Optional<PbxConfig> pbx) {}

    @BeforeEach
    void start() throws Exception {
        tls = new TlsContexts(
                new TlsConfig(Optional.empty(), Optional.empty()),
                data,
                List.of("capulet.example"),
                InstantSource.system(),
                timers,
                Runnable::run);
        server = server(
                "sip.listen = [\"udp:127.0.0.1:0\", \"tcp:127.0.0.1:0\", \"tls:127.0.0.1:0\"]\nsip.settle = \"100ms\"");
        server.start();
        juliet = new UdpPhone(this::udp);
        tybalt = new UdpPhone(this::udp);
    }

    private SipServer server(String text) throws ConfigErrors, StartFailure {
        var config = Config.bindText(text, Path.of("sip.toml"), Settings.class, Map.of());
        var ground = new SipCore.Ground(
                TestPeople.ofVerona(),
                database,
                new Teller(),
                Visibility.ofGroups(),
                (from, to, devices, message) -> CompletableFuture.completedFuture(null),
                WaitingMessages.NONE,
                timers,
                InstantSource.system(),
                new SecureRandom(),
                new MasterKey(new byte[32]),
                new Trace(InstantSource.system()),
                true,
                Tuples.NONE,
                Quiet.NEVER);
        return new SipServer(config.sip(), config.pbx(), ground, loops, tls, dns, Runnable::run);
    }

    @AfterEach
    void stop() {
        stopServer();
        juliet.close();
        tybalt.close();
        tls.close();
        dns.close();
        names.close();
        timers.close();
        loops.close();
        database.close();
    }

    private void stopServer() {
        server.drain();
        server.stop();
    }

    private InetSocketAddress udp() {
        return server.bound(Protocol.UDP).get(0);
    }

    @Test
    void aPhoneRegistersAndIsCalled() throws Exception {
        juliet.register();
        tybalt.send("INVITE", "sip:juliet@capulet.example", "call", 1);
        var invite = juliet.nextRequest("INVITE");
        juliet.answer(invite, 180);
        assertThat(tybalt.nextFinalOr180().status()).isEqualTo(180);
        juliet.answer(invite, 200);
        var ok = tybalt.nextFinalOr180();
        assertThat(ok.status()).isEqualTo(200);
        var bye = tybalt.request("BYE", "sip:juliet@127.0.0.1:" + juliet.port(), "call", 2)
                .replace("To: <sip:juliet@127.0.0.1:" + juliet.port() + ">", "To: " + ok.to())
                .replace(
                        "\r\n\r\n",
                        "\r\nRoute: " + ok.value(HeaderName.RECORD_ROUTE).orElseThrow() + "\r\n\r\n");
        tybalt.send(bye);
        juliet.answer(juliet.nextRequest("BYE"), 200);
        assertThat(List.of(told(), told(), told(), told()))
                .containsExactly("juliet RINGING", "juliet ON_THE_PHONE", "juliet IDLE", "[ANSWERED]");
        assertThat(server.core().calls().size()).isZero();
    }

    @Test
    void whoIsNotThereIsMissed() throws Exception {
        tybalt.send("INVITE", "sip:201@capulet.example", "missed", 1);
        assertThat(tybalt.nextFinalOr180().status()).isEqualTo(404);
        assertThat(told()).isEqualTo("[UNREACHABLE]");
    }

    @Test
    void tcpIsAnsweredToo() throws Exception {
        assertThat(startOfOptions(tcp())).isEqualTo("SIP/2.0 200 OK");
    }

    private InetSocketAddress tcp() {
        return server.bound(Protocol.TCP).get(0);
    }

    private String startOfOptions(InetSocketAddress address) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            var options =
                    juliet.request("OPTIONS", "sip:capulet.example", "tcp", 1).replace("UDP", "TCP");
            socket.getOutputStream().write(options.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readNBytes(14), StandardCharsets.UTF_8);
        }
    }

    /** RFC 4475 and RFC 5118 as bytes, on real sockets. */
    @Test
    void nothingStopsAListener() throws Exception {
        int options = 0;
        var messages = Torture.messages();
        assertThat(messages).hasSize(61);
        for (var message : messages) {
            tybalt.send(message);
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), tcp().getPort())) {
                socket.getOutputStream().write(message);
            }
            juliet.send("OPTIONS", "sip:capulet.example", "udp", ++options);
            assertThat(juliet.nextFinalOr180().status()).isEqualTo(200);
            assertThat(startOfOptions(tcp())).isEqualTo("SIP/2.0 200 OK");
        }
    }

    /** RFC 3263 §4.3, on real sockets: nobody takes the TCP connection, so the server that speaks UDP is asked. */
    @Test
    void aDomainThatHasTwoServers() throws Exception {
        stopServer();
        server = server("sip.listen = [\"udp:127.0.0.1:0\", \"tcp:127.0.0.1:0\"]\nsip.trusted = [\"127.0.0.1\"]\n"
                + "sip.federation = true");
        server.start();
        names.naptr("verona.example", 1, 1, "SIP+D2T", "_sip._tcp.verona.example")
                .naptr("verona.example", 2, 1, "SIP+D2U", "_sip._udp.verona.example")
                .srv("_sip._tcp.verona.example", 1, 1, closedPort(), "one.verona.example")
                .srv("_sip._udp.verona.example", 1, 1, juliet.port(), "two.verona.example")
                .address("one.verona.example", "127.0.0.1", 60)
                .address("two.verona.example", "127.0.0.1", 60);
        tybalt.send("INVITE", "sip:friar@verona.example", "out", 1);
        var invite = juliet.nextRequest("INVITE");
        assertThat(invite.uri()).hasToString("sip:friar@verona.example");
        assertThat(invite.topVia().toString()).startsWith("SIP/2.0/UDP");
        juliet.answer(invite, 486);
        assertThat(tybalt.nextFinalOr180().status()).isEqualTo(486);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aPbxThatNobodyKnowsIsOneClearLine() throws Exception {
        var other = server("sip.listen = [\"udp:127.0.0.1:0\"]\npbx.host = \"pbx.nowhere.example\"");
        assertThatThrownBy(other::start)
                .isInstanceOf(StartFailure.class)
                .hasMessage("[pbx] host: the name pbx.nowhere.example cannot be looked up");
    }

    @Test
    void aBusyPortIsOneClearLine() throws Exception {
        var other = server("sip.listen = [\"udp:127.0.0.1:" + udp().getPort() + "\"]");
        assertThatThrownBy(other::start)
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("[sip] listen: udp:127.0.0.1:" + udp().getPort());
    }

    @Test
    void aPbxWithTlsNeedsAPortWithTls() {
        assertThatThrownBy(() -> server("sip.listen = [\"udp:127.0.0.1:0\"]\npbx.host = \"192.0.2.1;transport=tls\""))
                .isInstanceOf(StartFailure.class)
                .hasMessage("[pbx] host: asks for TLS, but [sip] listen has no tls: port");
    }

    @Test
    void certificatesThatAreNoneAreOneClearLine() {
        assertThatThrownBy(() -> server("sip.listen = [\"tls:127.0.0.1:0\"]\nsip.trust = \"/nowhere.pem\""))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("[sip] trust: ")
                .hasMessageContaining("/nowhere.pem");
    }

    @Test
    void nothingNewIsBegunWhileItDrains() throws Exception {
        server.drain();
        tybalt.send("INVITE", "sip:201@capulet.example", "late", 1);
        var refused = tybalt.nextFinalOr180();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.has(HeaderName.RETRY_AFTER)).isTrue();
    }

    /** A 503 from one contact of many may end a PBX's call: a contact of ours stays as it is. */
    @Test
    void whereOthersCallUsBesidesNothingIsRefusedWhileItDrains() throws Exception {
        stopServer();
        server = server("sip.listen = [\"udp:127.0.0.1:0\"]\nsip.trusted = [\"127.0.0.1\"]");
        server.start();
        server.core().contacts().put("c0ffee", new ContactListener() {
            @Override
            public void invited(ServerTransaction invite, SipRequest request, Caller caller) {
                invite.respond(invite.response(100));
            }

            @Override
            public void cancelled(ServerTransaction invite, SipRequest cancel) {
                invite.refuse(new SipFailure(487));
            }
        });
        server.drain();
        tybalt.send("INVITE", "sip:c0ffee@capulet.example", "late", 1);
        assertThat(tybalt.next().startLine()).isEqualTo("SIP/2.0 100 Trying");
        tybalt.send("OPTIONS", "sip:c0ffee@capulet.example", "there", 1);
        assertThat(tybalt.nextFinalOr180().status()).isEqualTo(200);
        tybalt.send("INVITE", "sip:201@capulet.example", "later", 1);
        assertThat(tybalt.nextFinalOr180().status()).isEqualTo(503);
    }

    private String told() throws InterruptedException {
        return told.poll(10, TimeUnit.SECONDS);
    }

    private final class Teller implements CallListener {

        @Override
        public void phoneChanged(UserId user, PhoneStatus status, Instant at) {
            told.add(user + " " + status);
        }

        @Override
        public void callEnded(CallRecord call, Handle tx) {
            told.add(call.legs().stream()
                    .map(CallRecord.LegRecord::outcome)
                    .map(Outcome::name)
                    .toList()
                    .toString());
        }
    }
}
