package offhook.sip.event;

import java.time.Instant;
import offhook.directory.UserId;

/**
 * A publication as it is kept over a restart, RFC 3903 §4.
 *
 * @param published when, the later ones counting for more
 * @param byPbx whether the PBX published it, which may be seen to be gone
 */
record PublicationRow(
        String event, UserId user, String etag, String body, Instant expires, Instant published, boolean byPbx) {}
