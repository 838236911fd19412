package offhook.gateway.control;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import offhook.runtime.life.FileTrouble;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.http.BearerToken;

/**
 * The secret of the control API. Who may read the file in the data folder may control the server: its owner, and nobody
 * else.
 */
public final class ControlToken {

    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final String text;

    private ControlToken(String text) {
        this.text = text;
    }

    /** Reads the token, or makes one at the first start. */
    public static ControlToken open(Path data, SecureRandom random) throws StartFailure {
        var file = file(data);
        try {
            var known = read(data);
            if (known.isEmpty()) {
                return create(file, random);
            }
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            return known.get();
        } catch (IOException e) {
            throw new StartFailure(
                    "The token of the control API cannot be kept in " + file + ": " + FileTrouble.why(e), 1, e);
        }
    }

    /** The token that a server made; empty if none ever ran with this folder. @throws IOException if we may not read it */
    static Optional<ControlToken> read(Path data) throws IOException {
        try {
            var text = Files.readString(file(data)).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(new ControlToken(text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Path file(Path data) {
        return data.resolve("control.token");
    }

    /** Under another name first: nobody reads half of it, and it is never readable by others. */
    private static ControlToken create(Path file, SecureRandom random) throws IOException {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var written = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(written);
        var mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        try (var channel = FileChannel.open(written, Set.of(CREATE_NEW, WRITE), mode)) {
            channel.write(ByteBuffer.wrap((text + '\n').getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(written, file, ATOMIC_MOVE);
        return new ControlToken(text);
    }

    BearerToken bearer() {
        return new BearerToken(text);
    }

    /** The header with which a client shows it. */
    String header() {
        return "Bearer " + text;
    }

    @Override
    public String toString() {
        return "ControlToken[…]";
    }
}
