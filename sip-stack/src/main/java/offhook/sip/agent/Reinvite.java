package offhook.sip.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import offhook.runtime.work.Loop;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;

/**
 * An INVITE of ours within a dialog, RFC 3261 §14.1. If it meets one of the other end's it is sent again, some seconds
 * later. Belongs to the loop of its Call-ID.
 */
public final class Reinvite {

    private static final int MOST_MEETINGS = 5;

    private final OpenDialog dialog;
    private final Loop loop;
    private final RandomGenerator random;
    private final Consumer<SipRequest> fill;
    private final Consumer<Exchange> then;
    private int meetings;
    private boolean told;
    private SipRequest sent;
    private SipRequest ack;

    Reinvite(OpenDialog dialog, Loop loop, RandomGenerator random, Consumer<SipRequest> fill, Consumer<Exchange> then) {
        this.dialog = dialog;
        this.loop = loop;
        this.random = random;
        this.fill = fill;
        this.then = then;
    }

    void send() {
        dialog.send(Method.INVITE, fill, this::ended);
    }

    private void ended(Exchange exchange) {
        if (exchange.status() == 491 && meetings < MOST_MEETINGS) {
            meetings++;
            loop.after(pause(), () -> {
                if (dialog.isOpen()) {
                    send();
                }
            });
        } else if (!told) {
            told = true;
            sent = exchange.request();
            then.accept(exchange);
        } else if (exchange.isSuccess() && ack != null) {
            dialog.acknowledge(ack);
        }
    }

    /** "between 2.1 and 4 seconds in units of 10 ms" for whoever chose the Call-ID, below two for the other end. */
    private Duration pause() {
        return Duration.ofMillis(10L * (dialog.isOurs() ? random.nextInt(210, 401) : random.nextInt(0, 201)));
    }

    /**
     * Acknowledges the 2xx.
     *
     * @param answer to its offer, where there was none of ours
     */
    public void acknowledge(Optional<String> answer) {
        if (sent != null && ack == null) {
            ack = dialog.acknowledge(sent, answer);
        }
    }
}
