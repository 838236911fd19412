package offhook.directory.credentials;

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
import java.util.Set;
import offhook.runtime.life.FileTrouble;
import offhook.runtime.life.StartFailure;

/** The secret from which all others of the directory are derived: 32 bytes in a file of mode 0600. Safe to share. */
public final class MasterKey {

    private static final int LENGTH = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final byte[] secret;

    public MasterKey(byte[] secret) {
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("a key has " + LENGTH + " bytes, not " + secret.length);
        }
        this.secret = secret.clone();
    }

    /**
     * Reads the key, or makes one at the first start and syncs it to disk.
     *
     * @throws StartFailure if the file is no key, others may read it, or it can be neither read nor written
     */
    public static MasterKey open(Path file, SecureRandom random) throws StartFailure {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return create(file, random);
        } catch (IOException e) {
            throw new StartFailure("the key " + file + " cannot be opened: " + FileTrouble.why(e), 1, e);
        }
    }

    private static MasterKey read(Path file) throws IOException, StartFailure {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new StartFailure(file + ": others may read the key of all passwords; chmod 600 was expected", 1);
        }
        if (Files.size(file) != LENGTH) {
            throw new StartFailure(
                    file + ": " + LENGTH + " bytes were expected, found " + Files.size(file)
                            + "; restore it from a backup",
                    1);
        }
        return new MasterKey(Files.readAllBytes(file));
    }

    /** Under another name first: a crash leaves either no key or a whole one. */
    private static MasterKey create(Path file, SecureRandom random) throws StartFailure {
        var secret = new byte[LENGTH];
        random.nextBytes(secret);
        var written = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(written);
            var mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
            try (var channel = FileChannel.open(written, Set.of(CREATE_NEW, WRITE), mode)) {
                channel.write(ByteBuffer.wrap(secret));
                channel.force(true);
            }
            Files.move(written, file, ATOMIC_MOVE);
            try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
            return new MasterKey(secret);
        } catch (IOException e) {
            throw new StartFailure("the key " + file + " cannot be opened: " + FileTrouble.why(e), 1, e);
        }
    }

    /** A key for one purpose; knowing it tells nothing of the others (RFC 5869 §2.3 with one block). */
    public byte[] derive(String purpose) {
        return ScramHash.SHA_256.hmac(secret, (purpose + '\u0001').getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "MasterKey[…]";
    }
}
