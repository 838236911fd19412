package offhook.directory.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import offhook.directory.credentials.MasterKey;
import offhook.directory.credentials.Password;
import offhook.directory.credentials.ScramHash;

/**
 * Remembers the passwords of a row as an HMAC, so that only a changed one is hashed again: two PBKDF2 take milliseconds.
 * Domain and iterations are part of it, since both are part of what is hashed. Safe to share.
 */
final class CsvMarks {

    /** Of somebody whom the list rules but whose passwords it never held. */
    static final String NO_PASSWORD = "-";

    private static final int BYTES = 18;

    private final byte[] key;
    private final String context;

    CsvMarks(MasterKey key, String domain, int iterations) {
        this.key = key.derive("row of a list");
        this.context = domain + '\n' + iterations + '\n';
    }

    String of(CsvRow row) {
        // No part holds a line end, so that no two rows read the same.
        String text = context
                + row.user().id()
                + '\n'
                + row.password().map(Password::reveal).orElse("")
                + '\n'
                + row.phone().map(Password::reveal).orElse("");
        byte[] hmac = ScramHash.SHA_256.hmac(key, text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(Arrays.copyOf(hmac, BYTES));
    }
}
