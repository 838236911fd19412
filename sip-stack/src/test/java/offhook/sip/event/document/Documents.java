package offhook.sip.event.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Bodies as RFCs and PBXs write them. */
final class Documents {

    private Documents() {}

    /** A file of src/test/resources/documents. */
    static byte[] golden(String name) {
        try (var in = Documents.class.getResourceAsStream("/documents/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
