package offhook.mail.intake.mime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks a mail through before any parser sees it: a parser makes an object of each header and each part, however many
 * there are.
 */
final class MailGuard {

    private static final int MOST_HEADER_OCTETS = 64 << 10;

    /** Every boundary is one, and few other lines are. */
    private static final int MOST_DASHED_LINES = 1000;

    private boolean inHeaders = true;
    private int headerOctets;
    private int dashedLines;
    private int column;
    private int dashes;

    private MailGuard() {}

    /** @throws UnreadableMail if it is more than a mail of a PBX ever is */
    static void check(Path mail) throws IOException, UnreadableMail {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(mail))) {
            var guard = new MailGuard();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                guard.take(octet);
            }
        }
    }

    private void take(int octet) throws UnreadableMail {
        if (inHeaders && ++headerOctets > MOST_HEADER_OCTETS) {
            throw new UnreadableMail("its headers, or those of a part, are longer than 64 KB");
        }
        switch (octet) {
            case '\n' -> {
                inHeaders = inHeaders && column > 0;
                column = 0;
                dashes = 0;
            }
            case '\r' -> {}
            default -> text(octet);
        }
    }

    private void text(int octet) throws UnreadableMail {
        dashes = octet == '-' && dashes == column ? dashes + 1 : dashes;
        column++;
        if (column == 2 && dashes == 2) {
            if (++dashedLines > MOST_DASHED_LINES) {
                throw new UnreadableMail("it has more than 1000 parts");
            }
            inHeaders = true;
            headerOctets = 0;
        }
    }
}
