package offhook.mail.intake.shape;

import static offhook.mail.intake.shape.Telling.first;
import static offhook.mail.intake.shape.Telling.known;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.mail.intake.mime.ReceivedMail;
import offhook.mail.intake.mime.SoundPart;

/**
 * 3CX, whose subject and text an admin may rewrite in any language: the name of the file is always {@code
 * vmail_<caller>_<extension>_<time>}, in UTC.
 */
record ThreeCx() implements Shape {

    private static final Pattern FILE =
            Pattern.compile("vmail_([^_\\s\"]{0,40})_([0-9]{1,10})_(\\d{14})", Pattern.CASE_INSENSITIVE);
    private static final Pattern CALLER = Pattern.compile("(?i)\\bVoicemail from (.{0,200})");
    private static final Pattern LENGTH = Pattern.compile("(?im)^\\W*Duration:\\W*(\\d{1,2}:\\d{2}:\\d{2})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    @Override
    public String title() {
        return "3CX";
    }

    @Override
    public boolean fits(ReceivedMail mail) {
        return named(mail).isPresent() || FILE.matcher(mail.text()).find();
    }

    /** The sound that is the voicemail; a mail may have others beside it. */
    private static Optional<SoundPart> named(ReceivedMail mail) {
        return mail.sounds().stream()
                .filter(sound -> FILE.matcher(sound.name()).find())
                .findFirst();
    }

    @Override
    public Left read(ReceivedMail mail, SoundPart any) {
        var sound = named(mail).orElse(any);
        var file = FILE.matcher(sound.name() + ' ' + mail.text());
        if (!file.find()) {
            throw new IllegalArgumentException("no voicemail of 3CX");
        }
        var number = known(file.group(1));
        return new Left(
                Optional.of(file.group(2)),
                number,
                name(mail, number),
                time(file.group(3)).or(mail::date),
                first(LENGTH, mail.text()).flatMap(Telling::clock),
                sound);
    }

    /** The subject names both; the name of a caller who is in no address book is the number once more. */
    private static String name(ReceivedMail mail, String number) {
        var named = known(first(CALLER, mail.subject()).orElse(""));
        var bare = named.replace(number, "").replaceAll("^[\\s\\-()<>:]+|[\\s\\-()<>:]+$", "");
        return number.isEmpty() ? named : bare;
    }

    private static Optional<Instant> time(String digits) {
        try {
            return Optional.of(LocalDateTime.parse(digits, TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
