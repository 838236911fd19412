package offhook.xmpp.admin;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import offhook.directory.address.Jid;
import offhook.runtime.work.Timers;
import offhook.xmpp.command.Command;
import offhook.xmpp.command.Step;
import offhook.xmpp.form.Answers;
import offhook.xmpp.form.DataForm.Option;
import offhook.xmpp.stanza.StanzaError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server is to end, XEP-0133 §4.31: who is online reads why, and after a delay it stops as it does when its process is
 * told to. Who has asked for that once cannot take it back. Safe to share.
 */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAdministration.class);
    private static final String DELAY = "delay";
    private static final String ANNOUNCEMENT = "announcement";

    /** Seconds: none, and those that the specification proposes. */
    private static final int[] DELAYS = {0, 30, 60, 90, 120, 180, 240, 300};

    private final Greetings greetings;
    private final Timers timers;
    private final Runnable stop;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** @param stop begins to stop the server, and returns at once */
    Shutdown(Greetings greetings, Timers timers, Runnable stop) {
        this.greetings = greetings;
        this.timers = timers;
        this.stop = stop;
    }

    Command command() {
        return Command.of(Tasks.NS + "#shutdown", "Shut Down Service", this::ask);
    }

    private CompletionStage<Step> ask(Jid admin) {
        var form = Tasks.form("Shut down the service")
                .choice(DELAY, "Time delay before shutting down", "60", delays())
                .asks(ANNOUNCEMENT, "text-multi", "Announcement");
        return Step.askLast(form, answers -> Step.now(begin(admin, answers)));
    }

    private static Option[] delays() {
        return IntStream.of(DELAYS)
                .mapToObj(
                        seconds -> new Option(seconds == 0 ? "none" : seconds + " seconds", Integer.toString(seconds)))
                .toArray(Option[]::new);
    }

    private Step begin(Jid admin, Answers answers) {
        var announcement = MessageTasks.text(answers, ANNOUNCEMENT);
        int seconds = Integer.parseInt(answers.text(DELAY).orElse("60"));
        if (!begun.compareAndSet(false, true)) {
            throw StanzaError.conflict("the service is being shut down already");
        }
        LOG.info("{} shuts the service down in {} seconds", admin, seconds);
        if (!announcement.isBlank()) {
            greetings.announce(announcement);
        }
        timers.after(Duration.ofSeconds(seconds), Runnable::run, stop);
        return Step.done("the service ends in " + seconds + " seconds");
    }
}
