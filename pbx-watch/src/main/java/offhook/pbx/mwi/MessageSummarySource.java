package offhook.pbx.mwi;

import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import offhook.directory.Directory;
import offhook.pbx.CallEventSource;
import offhook.pbx.MessageCounts;
import offhook.pbx.subscription.Extensions;
import offhook.pbx.subscription.Extensions.Extension;
import offhook.pbx.subscription.Pbx;
import offhook.pbx.subscription.Subscriptions;
import offhook.sip.agent.Agent;
import offhook.sip.event.document.MalformedDocument;
import offhook.sip.event.document.MessageSummary;
import offhook.sip.event.document.MessageSummary.Counts;
import offhook.sip.message.SipRequest;
import offhook.sip.subscriber.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of voicemail that stays on the PBX: the message-summary package of RFC 3842, by a subscription for each extension
 * of our people. Safe to share.
 */
public final class MessageSummarySource implements CallEventSource {

    private static final Logger log = LoggerFactory.getLogger(MessageSummarySource.class);

    private final MessageCounts counts;
    private final Extensions extensions;
    private volatile boolean heard;

    public MessageSummarySource(
            Pbx pbx, Agent agent, Directory directory, MessageCounts counts, RandomGenerator random) {
        this.counts = counts;
        var subscriptions =
                new Subscriptions(agent, pbx, "message-summary", "application/simple-message-summary", random);
        extensions = new Extensions(directory, subscriptions.of(Mailbox::new), random);
    }

    @Override
    public String name() {
        return "mwi";
    }

    @Override
    public void start() {
        extensions.start();
    }

    @Override
    public CompletionStage<Void> stop() {
        return extensions.stop();
    }

    /** Whether any mailbox is told of: voicemail is not so urgent that silence would be watched. */
    @Override
    public boolean isUp() {
        return heard;
    }

    /** What is told of the mailbox of an extension. */
    private final class Mailbox implements Subscriptions.Watch {

        private final Extension extension;

        Mailbox(Extension extension) {
            this.extension = extension;
        }

        @Override
        public void by(Subscriber subscriber) {
            // A summary is always whole: there is nothing to ask for.
        }

        @Override
        public void notified(String notifier, SipRequest notify) {
            heard = true;
            if (!notify.hasBody()) {
                return;
            }
            try {
                var summary = MessageSummary.read(notify.body());
                // A mailbox that counts nothing has at least one message when it has any.
                var voice = summary.voice().orElseGet(() -> new Counts(summary.waiting() ? 1 : 0, 0));
                counts.counted(extension.user(), extension.number(), voice.unheard(), voice.old());
            } catch (MalformedDocument e) {
                log.warn("what the PBX tells of the mailbox {} cannot be read: {}", extension.number(), e.getMessage());
            }
        }

        @Override
        public void gone(String notifier) {
            // What was counted stays counted.
        }

        @Override
        public void ends() {
            // The count stays until the person is removed: the extension may come back.
        }
    }
}
