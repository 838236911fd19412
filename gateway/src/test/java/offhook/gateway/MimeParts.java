package offhook.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Locale;

/** A mail as its reader takes it apart; parts are named by their places in those around them. */
record MimeParts(Part whole) {

    /** {@code multipart/mixed{text/plain, audio/wav}}. */
    String shape() throws MessagingException, IOException {
        return shape(whole);
    }

    private static String shape(Part part) throws MessagingException, IOException {
        var type = part.getContentType().replaceAll("(?s);.*", "").strip().toLowerCase(Locale.ROOT);
        if (!type.startsWith("multipart/")) {
            return type;
        }
        var parts = new ArrayList<String>();
        var all = parts(part);
        for (int i = 0; i < all.getCount(); i++) {
            parts.add(shape(all.getBodyPart(i)));
        }
        return type + '{' + String.join(", ", parts) + '}';
    }

    String text(int... place) throws MessagingException, IOException {
        try (var in = content(place)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    String fileName(int... place) throws MessagingException, IOException {
        return at(place).getFileName();
    }

    InputStream content(int... place) throws MessagingException, IOException {
        return at(place).getInputStream();
    }

    /** Whatever mail library is beside this one. */
    private static Multipart parts(Part part) throws MessagingException {
        return new MimeMultipart(part.getDataHandler().getDataSource());
    }

    private Part at(int... place) throws MessagingException, IOException {
        var part = whole;
        for (int index : place) {
            part = parts(part).getBodyPart(index);
        }
        return part;
    }
}
