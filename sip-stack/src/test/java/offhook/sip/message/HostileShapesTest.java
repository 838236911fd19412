package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import javax.sip.header.Header;
import offhook.sip.testing.HostileShapes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Shapes that cost a parser more than they cost their sender: each must be over in 5 ms, warm, whatever is asked of it. */
class HostileShapesTest {

    private static final List<HeaderName> ASKED = List.of(
            HeaderName.CONTACT,
            HeaderName.ROUTE,
            HeaderName.AUTHORIZATION,
            HeaderName.ACCEPT,
            HeaderName.CONTENT_TYPE,
            HeaderName.EVENT,
            HeaderName.REPLACES,
            HeaderName.SESSION_EXPIRES,
            HeaderName.SUBSCRIPTION_STATE);

    private final MessageReader reader = new MessageReader(Limits.DEFAULT);

    @TestFactory
    Stream<DynamicTest> shapesAreCheap() {
        return HostileShapes.all().entrySet().stream()
                .map(shape -> dynamicTest(shape.getKey(), () -> {
                    byte[] bytes = HostileShapes.bytes(shape.getValue());
                    for (int i = 0; i < 20; i++) {
                        cost(bytes);
                    }
                    long best = Long.MAX_VALUE;
                    for (int i = 0; i < 5; i++) {
                        best = Math.min(best, cost(bytes));
                    }
                    assertThat(best).as("nanoseconds").isLessThan(5_000_000);
                }));
    }

    /** Nanoseconds for reading the message, both ways, and then everything a server might ask it. */
    private long cost(byte[] bytes) {
        long start = System.nanoTime();
        for (var reading : List.of(reader.datagram(bytes), reader.frame(bytes))) {
            if (reading instanceof Reading.Read read) {
                ask(read.message());
            }
        }
        return System.nanoTime() - start;
    }

    private static void ask(SipMessage message) {
        message.values(HeaderName.VIA);
        message.to().uri();
        for (var name : ASKED) {
            try {
                message.addresses(name).forEach(address -> address.uri().isEquivalent(Uri.parse("sip:a;a=c")));
            } catch (SipFailure said) {
                assertThat(said.status()).isEqualTo(400);
            }
            try {
                message.headers(name, Header.class);
            } catch (SipFailure said) {
                assertThat(said.status()).isEqualTo(400);
            }
        }
        message.readable(HeaderName.ACCEPT, Header.class);
        message.value(HeaderName.SUBJECT);
        message.encode();
    }
}
