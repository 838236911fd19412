package offhook.mail.intake.shape;

import static offhook.mail.intake.shape.Telling.first;
import static offhook.mail.intake.shape.Telling.known;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.mail.intake.mime.ReceivedMail;
import offhook.mail.intake.mime.SoundPart;

/**
 * FreeSWITCH's mod_voicemail with its own templates, and FusionPBX, which sends by itself: in the subject of both stand
 * the caller, the number in angle brackets and the length.
 */
record FreeSwitch() implements Shape {

    private static final String CALLER = " \"?(.{0,200}?)\"? ?<([^<>]{0,80})> (\\d{1,3}(?::\\d{2}){1,2})\\s*$";

    /** In English, German, French and Spanish, which the templates of FusionPBX have. */
    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)^(?:Voicemail from|Sprachnachricht von|Message vocal de|Messagerie vocale de|Correo de voz de)"
                    + CALLER);

    /** Without a template. */
    private static final Pattern BARE = Pattern.compile("^Voicemail from (.{0,200}) (\\+?[0-9*#]{1,30})$");

    /** In the text, "201@pbx.example.com", or "201 (Juliet)". */
    private static final Pattern ACCOUNT = Pattern.compile(
            "(?im)^\\s*(?:Account:|Mailbox:|To|Nebenstelle|Extension)\\s+([0-9*#]{1,20})(?:@\\S*|\\s|\\(|$)");

    @Override
    public String title() {
        return "FreeSWITCH";
    }

    @Override
    public boolean fits(ReceivedMail mail) {
        return mail.header("X-Voicemail-Length").isPresent()
                || mail.header("X-FusionPBX-Email-Type")
                        .filter("voicemail"::equalsIgnoreCase)
                        .isPresent()
                || SUBJECT.matcher(mail.subject()).find();
    }

    @Override
    public Left read(ReceivedMail mail, SoundPart sound) {
        var full = SUBJECT.matcher(mail.subject());
        boolean tellsLength = full.find();
        var subject = tellsLength ? full : BARE.matcher(mail.subject());
        boolean tells = tellsLength || subject.find();
        return new Left(
                first(ACCOUNT, mail.text()),
                tells ? known(subject.group(2)) : "",
                tells ? known(subject.group(1)) : "",
                mail.date(),
                length(mail).or(() -> tellsLength ? Telling.clock(subject.group(3)) : Optional.empty()),
                sound);
    }

    private static Optional<Duration> length(ReceivedMail mail) {
        return mail.header("X-Voicemail-Length").flatMap(Telling::seconds);
    }
}
