package offhook.mail.intake;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.directory.address.DisplayName;
import offhook.mail.intake.IntakeListener.Fate;
import offhook.mail.intake.mime.ReceivedMail;
import offhook.mail.intake.mime.UnreadableMail;
import offhook.mail.intake.shape.Left;
import offhook.mail.intake.shape.Shape;
import offhook.mail.intake.spool.KeptMail;
import offhook.mail.intake.spool.MailState;
import offhook.mail.intake.spool.Spool;
import offhook.runtime.metrics.Counter;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.work.Overloaded;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at each kept mail: a voicemail goes to the listener, anything else to the hospital. One mail after the other. */
final class Sorter {

    private static final Logger log = LoggerFactory.getLogger(Sorter.class);

    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** A mail that says it was written longer before it came has a wrong clock, or lay somewhere. */
    private static final Duration OLDEST = Duration.ofDays(14);

    private final Spool spool;
    private final IntakeListener listener;
    private final Timers timers;
    private final Executor lane;
    private final Counter voicemails;
    private final Counter hospital;

    /** @param lane does one thing after the other, and may block */
    Sorter(Spool spool, IntakeListener listener, Timers timers, Executor lane, Metrics metrics) {
        this.spool = spool;
        this.listener = listener;
        this.timers = timers;
        this.lane = lane;
        this.voicemails = counter("voicemail", metrics);
        this.hospital = counter("hospital", metrics);
    }

    private static Counter counter(String outcome, Metrics metrics) {
        return metrics.counter("intake_mail", "Mails of the PBX, by what became of them.", "outcome", outcome);
    }

    /** Some time soon. Does not block. */
    void sort(String id) {
        try {
            lane.execute(() -> look(id));
        } catch (Overloaded full) {
            timers.after(AGAIN, Runnable::run, () -> sort(id));
        }
    }

    /** However many there are: one is looked at when the one before has been. */
    void sortAll(Iterator<String> ids) {
        if (ids.hasNext()) {
            lane.execute(() -> {
                look(ids.next());
                sortAll(ids);
            });
        }
    }

    private void look(String id) {
        try {
            spool.find(id).filter(mail -> mail.state() == MailState.WAITING).ifPresent(this::look);
        } catch (RuntimeException e) {
            again(id, e);
        }
    }

    private void look(KeptMail mail) {
        try (var read = ReceivedMail.open(spool.file(mail))) {
            var subject = new DisplayName(read.subject()).value();
            toListener(mail, read).whenCompleteAsync((fate, failure) -> after(mail, subject, fate, failure), lane);
        } catch (UnreadableMail e) {
            after(mail, "", new Fate.Refused(e.getMessage()), null);
        } catch (IOException | RuntimeException e) {
            again(mail.id(), e);
        }
    }

    private CompletionStage<Fate> toListener(KeptMail mail, ReceivedMail read) {
        var shape = Shape.of(read);
        if (shape.isEmpty()) {
            return refused("it is no voicemail e-mail of a PBX that is known");
        }
        if (read.sounds().isEmpty()) {
            return refused("it looks like a voicemail of " + shape.get().title() + ", but no sound is attached");
        }
        var left = shape.get().read(read, read.sounds().get(0));
        return listener.left(voicemail(mail, left));
    }

    private static PbxVoicemail voicemail(KeptMail mail, Left left) {
        return new PbxVoicemail(
                mail.key(),
                new PbxVoicemail.Owners(mail.box(), left.mailbox(), mail.recipients()),
                left.number(),
                left.name(),
                left.at().filter(at -> isLikely(at, mail.arrived())).orElse(mail.arrived()),
                left.length(),
                left.sound());
    }

    private static boolean isLikely(Instant at, Instant arrived) {
        return !at.isAfter(arrived) && at.isAfter(arrived.minus(OLDEST));
    }

    private static CompletionStage<Fate> refused(String why) {
        return CompletableFuture.completedFuture(new Fate.Refused(why));
    }

    private void after(KeptMail mail, String subject, Fate fate, Throwable failure) {
        if (failure != null) {
            again(mail.id(), failure);
        } else if (fate instanceof Fate.Refused refused) {
            log.warn("mail intake: {} of {} is in the hospital: {}", mail.id(), mail.client(), refused.why());
            hospital.increment();
            watch(mail, spool.failed(mail, subject, refused.why()));
        } else {
            voicemails.increment();
            watch(mail, spool.done(mail));
        }
    }

    private void watch(KeptMail mail, CompletionStage<?> written) {
        written.whenComplete((done, failure) -> {
            if (failure != null) {
                again(mail.id(), failure);
            }
        });
    }

    private void again(String id, Throwable failure) {
        log.error("mail intake: {} waits for another attempt: {}", id, failure.toString());
        timers.after(AGAIN, lane, () -> look(id));
    }
}
