package offhook.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import offhook.directory.NumberPlan;
import offhook.directory.PhoneBook;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.directory.credentials.Decoys;
import offhook.directory.credentials.MasterKey;
import offhook.runtime.work.Lanes;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Clients;
import offhook.xmpp.routing.Handlers;
import offhook.xmpp.routing.Router;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Fragment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a message from one client to another costs between their streams, with no extension in between. */
@State(Scope.Thread)
public class RouterBenchmark {

    private static final String DOMAIN = "capulet.example";

    private Clients clients;
    private Sink juliet;
    private Stanza message;
    private Stanza lost;

    @Setup
    public void connect(Blackhole blackhole) {
        var book = new PhoneBook(DOMAIN, NumberPlan.of("+1"), new Decoys(new MasterKey(new byte[32]), 4096), List.of());
        var lanes = new Lanes(Runnable::run);
        var accounts = new Accounts(book, lanes);
        var handlers = new Handlers();
        handlers.presence(new NoPresence());
        clients = new Clients(accounts, handlers, new Router(Jid.of(DOMAIN), accounts, List.of(), handlers, lanes), 10);
        for (var name : List.of("juliet", "romeo")) {
            book.put(User.of(new UserId(name), DOMAIN), Optional.empty());
            clients.bound(new Sink(new Jid(name, DOMAIN, "bench"), blackhole));
        }
        juliet = new Sink(new Jid("juliet", DOMAIN, "balcony"), blackhole);
        clients.bound(juliet);
        message = message("romeo@capulet.example/bench");
        lost = message("romeo@capulet.example/gone");
    }

    /** To a client that is connected, RFC 6121 §8.5.3.1. */
    @Benchmark
    public void toClient() {
        clients.received(juliet, message);
    }

    /** To one that is not: answered with an error or dropped, §8.5.3.2.1. */
    @Benchmark
    public void toNobody() {
        clients.received(juliet, lost);
    }

    private static Stanza message(String to) {
        return Stanza.of(Fragment.parse(("<message from='juliet@capulet.example/balcony' to='" + to
                        + "' type='chat' id='a1b2c3'><body>Art thou not Romeo, and a Montague?</body></message>")
                .getBytes(UTF_8)));
    }
}
