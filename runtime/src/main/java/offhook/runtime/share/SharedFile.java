package offhook.runtime.share;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that whoever knows its token may fetch until it expires. Immutable and safe to share.
 *
 * @param token unguessable, of letters, digits, "-" and "_"
 * @param purpose what it is for; quotas are counted for each
 * @param account whose it is
 * @param name as people see it; never a path on our disk
 * @param type its media type; "" if nobody said
 * @param size in bytes
 * @param made when it was announced
 * @param expires when it is gone, or its announcement void
 * @param keep for how long after its arrival
 * @param arrived when all of it was on the disk; empty while it is only announced
 */
public record SharedFile(
        String token,
        String purpose,
        String account,
        String name,
        String type,
        long size,
        Instant made,
        Instant expires,
        Duration keep,
        Optional<Instant> arrived) {

    /** What somebody wants to share. */
    public record Wanted(String purpose, String account, String name, String type, long size, Duration keep) {}

    /** The secret is not for logs. */
    @Override
    public String toString() {
        return purpose + " of " + account + ", " + size + " bytes";
    }
}
