package offhook.sip.message;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import offhook.sip.testing.Torture;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are a message, a refusal or nothing, and whatever the server asks of a message has an answer or a 400. Plays
 * the messages of RFC 4475 and RFC 5118; with JAZZER_FUZZ=1 (and {@code mvn -Plong}) it looks for more, and does in each
 * run only what a server does: {@link GuardPropertyTest} asks the rest.
 */
class MessageReaderFuzzTest {

    /** With a Via on top it is still a datagram that is taken. */
    private static final int LARGE = 16_000;

    private static final List<HeaderName> ADDRESSES = List.of(
            HeaderName.CONTACT,
            HeaderName.ROUTE,
            HeaderName.RECORD_ROUTE,
            HeaderName.PATH,
            HeaderName.P_ASSERTED_IDENTITY,
            HeaderName.DIVERSION);

    private static final List<HeaderName> NUMBERS =
            List.of(HeaderName.EXPIRES, HeaderName.MAX_FORWARDS, HeaderName.MAX_BREADTH, HeaderName.SESSION_EXPIRES);

    private final MessageReader reader = new MessageReader(Limits.DEFAULT);

    static Stream<Arguments> corpus() throws IOException, URISyntaxException {
        return Torture.messages().stream().map(message -> Arguments.of((Object) message));
    }

    @MethodSource("corpus")
    @DictionaryEntries({
        "Contact: ",
        "Route: ",
        "Reason: ",
        "Content-Length: ",
        "v: SIP/2.0/TCP ",
        ";branch=z9hG4bK",
        ";received=",
        "<sip:",
        "[2001:db8::1]",
        "tel:+1;phone-context="
    })
    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadOrRefused(byte[] bytes) {
        if (bytes.length >= LARGE) {
            return;
        }
        var datagram = reader.datagram(bytes);
        answer(datagram);
        // On a stream only the body is another one.
        answer(reader.frame(bytes));
        if (datagram instanceof Reading.Read read) {
            ask(read.message());
            if (hasRoom(read.message())) {
                forward(read.message());
            }
        }
    }

    private void answer(Reading reading) {
        if (reading instanceof Reading.Refused refused) {
            var response = SipResponse.to(refused.request(), refused.failure());
            check(!(reader.datagram(response.encode()) instanceof Reading.Refused), "a refusal that is refused");
        }
    }

    private static void ask(SipMessage message) {
        message.to().tag();
        message.from().tag();
        message.callId();
        for (var name : ADDRESSES) {
            orRefused(() -> message.addresses(name).forEach(address -> address.uri()
                    .isEquivalent(message.from().uri())));
        }
        for (var name : NUMBERS) {
            orRefused(() -> message.number(name, Integer.MAX_VALUE));
        }
        for (var via : message.values(HeaderName.VIA)) {
            orRefused(() -> Host.literal(Via.parse(via).host()));
        }
        Reason.readable(message.values(HeaderName.REASON));
        message.seconds(HeaderName.RETRY_AFTER);
    }

    private static void orRefused(Runnable what) {
        try {
            what.run();
        } catch (SipFailure said) {
            check(said.status() == 400, said.reason());
        }
    }

    /** For a Via, and for the Content-Length of a message that came without one. */
    private static boolean hasRoom(SipMessage message) {
        return message.lines().count() + 1 < Limits.DEFAULT.lines()
                && message.values(HeaderName.VIA).size() < Limits.DEFAULT.values();
    }

    /** What a proxy sends on is read as it was written, and without its Via it is what came. */
    private void forward(SipMessage message) {
        var copy = message.copy();
        copy.push(HeaderName.VIA, "SIP/2.0/UDP us;branch=z9hG4bKus");
        var sent = reader.datagram(copy.encode());
        if (!(sent instanceof Reading.Read there)) {
            throw new AssertionError(sent);
        }
        check(there.message().topVia().host().equals("us"), "another Via");
        there.message().pop(HeaderName.VIA);
        check(Arrays.equals(there.message().encode(), message.copy().encode()), "another message");
    }

    /** Cheaper than an assertion that can say more: there are thousands of runs in a second. */
    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
