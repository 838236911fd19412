package offhook.mail.intake.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/** Voicemail e-mails as PBXs write them: the files beside this class say where each comes from. */
public final class VendorMails {

    /** When they were written unless a test says otherwise. */
    public static final Instant AT = Instant.parse("2026-11-22T14:05:20Z");

    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private VendorMails() {}

    /**
     * A mail with a sound.
     *
     * @param vendor the name of a file
     * @param id part of its Message-ID
     */
    public static byte[] of(String vendor, byte[] sound, String id, Instant at) {
        try (var in = VendorMails.class.getResourceAsStream(vendor + ".eml")) {
            var mail = new String(in.readAllBytes(), UTF_8)
                    .replaceAll("(?m)^# .*\n", "")
                    .replace("@@DATE@@", DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)))
                    .replace("@@UTC@@", FILE_TIME.format(at.atOffset(ZoneOffset.UTC)))
                    .replace("@@ID@@", id)
                    .replace(
                            "@@SOUND@@",
                            Base64.getMimeEncoder(76, "\n".getBytes(US_ASCII)).encodeToString(sound));
            return mail.replace("\n", "\r\n").getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] of(String vendor, byte[] sound) {
        return of(vendor, sound, "1804289383", AT);
    }
}
