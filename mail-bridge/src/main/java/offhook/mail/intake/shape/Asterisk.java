package offhook.mail.intake.shape;

import static offhook.mail.intake.shape.Telling.first;
import static offhook.mail.intake.shape.Telling.known;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.mail.intake.mime.ReceivedMail;
import offhook.mail.intake.mime.SoundPart;

/**
 * Asterisk's app_voicemail, and FreePBX on top of it, whatever the admin made of subject and text: the Message-ID and the
 * name of the attachment are always the same. {@code X-Asterisk-CallerID} is there where a number is known, {@code
 * X-Asterisk-VM-*} only where voicemails are kept by IMAP.
 */
record Asterisk() implements Shape {

    /** Number of the message, a random number, the mailbox, a process, and the host. */
    private static final Pattern MESSAGE_ID = Pattern.compile("^<Asterisk-\\d+-\\d+-(.{1,80})-\\d+@[^@>]*>$");

    private static final Pattern SUBJECT =
            Pattern.compile("(?i)New (?:\\w+ )?message \\d+ in mailbox ([0-9*#]{1,20})\\b");
    private static final Pattern LENGTH = Pattern.compile("\\ba\\s+(\\d{1,4}:\\d{2})\\s+long message");

    @Override
    public String title() {
        return "Asterisk";
    }

    @Override
    public boolean fits(ReceivedMail mail) {
        return mail.header("X-Asterisk-VM-Extension").isPresent()
                || mail.header("X-Asterisk-CallerID").isPresent()
                || mail.header("Message-ID")
                        .flatMap(id -> first(MESSAGE_ID, id))
                        .isPresent()
                || first(SUBJECT, mail.subject()).isPresent();
    }

    @Override
    public Left read(ReceivedMail mail, SoundPart sound) {
        return new Left(mailbox(mail), number(mail), name(mail), at(mail), length(mail), sound);
    }

    private static Optional<String> mailbox(ReceivedMail mail) {
        return mail.header("X-Asterisk-VM-Extension")
                .flatMap(Telling::mailbox)
                .or(() -> mail.header("Message-ID")
                        .flatMap(id -> first(MESSAGE_ID, id))
                        .flatMap(Telling::mailbox))
                .or(() -> first(SUBJECT, mail.subject()));
    }

    private static String number(ReceivedMail mail) {
        return known(mail.header("X-Asterisk-CallerID")
                .or(() -> mail.header("X-Asterisk-VM-Caller-ID-Num"))
                .orElse(""));
    }

    private static String name(ReceivedMail mail) {
        return known(mail.header("X-Asterisk-CallerIDName")
                .or(() -> mail.header("X-Asterisk-VM-Caller-ID-Name"))
                .orElse(""));
    }

    private static Optional<Instant> at(ReceivedMail mail) {
        return mail.header("X-Asterisk-VM-Orig-time")
                .filter(time -> time.matches("\\d{1,11}"))
                .map(time -> Instant.ofEpochSecond(Long.parseLong(time)))
                .or(mail::date);
    }

    private static Optional<Duration> length(ReceivedMail mail) {
        return mail.header("X-Asterisk-VM-Duration").flatMap(Telling::seconds).or(() -> first(LENGTH, mail.text())
                .flatMap(Telling::clock));
    }
}
