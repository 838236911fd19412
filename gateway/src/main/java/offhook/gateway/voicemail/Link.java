package offhook.gateway.voicemail;

import java.time.Duration;
import offhook.directory.UserId;

/**
 * The way to a voicemail over the web.
 *
 * @param token the secret part of it
 * @param page the secret part of the way to its page; empty if it has none
 * @param name of the file
 * @param size in bytes
 * @param length of what is said
 * @param sha256 Base64, as XEP-0300 writes it
 */
record Link(
        String voicemail,
        UserId person,
        String token,
        String page,
        String name,
        long size,
        Duration length,
        String sha256) {

    static final String TYPE = "audio/mpeg";

    /** The secret is not for logs. */
    @Override
    public String toString() {
        return "link to " + voicemail;
    }
}
