package offhook.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The four state machines against {@code machines.csv}, which says the figures of RFC 3261 and RFC 6026 line by line:
 * machine, transport, the events up to now, one more event, what it does, the state it leads to, the timers that run
 * then.
 */
class StateMachinesTest {

    private static final SipRequest REQUEST = (SipRequest)
            MessageReader.parse(
                    """
            INVITE sip:b SIP/2.0\r
            Via: SIP/2.0/UDP h;branch=z9hG4bK1\r
            From: <sip:a>;tag=1\r
            To: <sip:b>\r
            Call-ID: c\r
            CSeq: 1 INVITE\r
            \r
            """);

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvFileSource(resources = "/transaction/machines.csv", delimiter = '|', ignoreLeadingAndTrailingWhitespace = true)
    void aLineOfTheFigures(
            String machine, String transport, String before, String event, String does, String state, String timers) {
        var to = new Recording(transport.equals("tcp"));
        var machines = Machine.of(machine, to);
        if (event != null) {
            for (var earlier : before == null ? new String[0] : before.split(" ")) {
                machines.event(earlier, to);
            }
            to.done();
            machines.event(event, to);
        }
        assertThat(to.done()).isEqualTo(does == null ? "" : does);
        assertThat(machines.state()).isEqualTo(state);
        if (!state.equals("Terminated")) {
            assertThat(to.timers()).isEqualTo(timers == null ? "" : timers);
        }
    }

    /** One of the four, driven by words. */
    static final class Machine {

        private ClientState client;
        private ServerState server;

        static Machine of(String name, Recording to) {
            var machine = new Machine();
            switch (name) {
                case "INVITE client" -> machine.client = InviteClient.start(to);
                case "non-INVITE client" -> machine.client = NonInviteClient.start(to);
                case "INVITE server" -> machine.server = InviteServer.start(to);
                case "non-INVITE server" -> machine.server = NonInviteServer.start(to);
                default -> throw new IllegalArgumentException(name);
            }
            return machine;
        }

        void event(String event, Recording to) {
            if (client != null) {
                client = client(event, to);
            } else {
                server = server(event, to);
            }
        }

        private ClientState client(String event, Recording to) {
            return switch (event) {
                case "cancel" -> client.cancel(to);
                case "error" -> client.transportFails(to);
                default ->
                    Character.isDigit(event.charAt(0))
                            ? client.response(SipResponse.to(REQUEST, Integer.parseInt(event)), to)
                            : client.fires(timer(event, to), to);
            };
        }

        private ServerState server(String event, Recording to) {
            return switch (event) {
                case "request" -> server.requestAgain(to);
                case "ack" -> server.ack(REQUEST, to);
                case "error" -> server.transportFails(to);
                default ->
                    Character.isDigit(event.charAt(0))
                            ? server.respond(SipResponse.to(REQUEST, Integer.parseInt(event)), to)
                            : server.fires(timer(event, to), to);
            };
        }

        private static TimerName timer(String event, Recording to) {
            var timer = TimerName.valueOf(event);
            to.fired(timer);
            return timer;
        }

        String state() {
            var state = client != null ? client : server;
            return state instanceof Terminated.Client || state instanceof Terminated.Server
                    ? "Terminated"
                    : state.getClass().getSimpleName();
        }

        boolean isOver() {
            return state().toLowerCase(Locale.ROOT).equals("terminated");
        }
    }
}
