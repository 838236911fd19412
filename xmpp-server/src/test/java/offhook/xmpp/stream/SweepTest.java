package offhook.xmpp.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import offhook.xmpp.testing.MemoryConnection;
import offhook.xmpp.xml.EventReader;
import org.junit.jupiter.api.Test;

class SweepTest {

    private static final String HEADER = "<stream:stream to='capulet.example' version='1.0' xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams'>";

    private final StreamWorld world = new StreamWorld("xmpp.tls = 'optional'");
    private final List<String> rests = new ArrayList<>();

    @Test
    void aReaderRestsSoonAfterTheLastBytes() {
        var client = connect("client");
        client.receive(HEADER);
        world.time.passSeconds(1);
        assertThat(rests).isEmpty();

        world.time.passSeconds(3);
        assertThat(rests).containsExactly("client");

        world.time.passSeconds(10);
        assertThat(rests).as("no more than once").hasSize(1);

        client.receive(" ");
        world.time.passSeconds(4);
        assertThat(rests).as("after each time that something came").hasSize(2);
    }

    @Test
    void oneThatIsBusyDoesNotRest() {
        var busy = connect("busy");
        var quiet = connect("quiet");
        busy.receive(HEADER);
        quiet.receive(HEADER);
        for (int second = 0; second < 10; second++) {
            busy.receive(" ");
            world.time.passSeconds(1);
        }
        assertThat(rests).containsExactly("quiet");
    }

    @Test
    void oneThatIsGoneIsForgottenAtOnce() {
        var client = connect("client");
        client.receive(HEADER);
        client.cut();
        world.time.passSeconds(10);
        assertThat(rests).isEmpty();
    }

    private MemoryConnection connect(String name) {
        return new MemoryConnection(
                world.time,
                connection -> world.streams.open(with(
                        Connection.class,
                        connection,
                        method -> {},
                        made -> made instanceof EventReader reader ? watched(name, reader) : made)),
                InetAddress.getLoopbackAddress());
    }

    private EventReader watched(String name, EventReader reader) {
        return with(
                EventReader.class,
                reader,
                method -> {
                    if (method.equals("rest")) {
                        rests.add(name);
                    }
                },
                made -> made);
    }

    /** The same, whose calls are told of, and whose answers are exchanged. */
    private static <T> T with(Class<T> type, T real, Consumer<String> called, UnaryOperator<Object> exchange) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    called.accept(method.getName());
                    try {
                        return exchange.apply(method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
