package offhook.voicemail.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import offhook.directory.UserId;
import offhook.sip.call.Caller;

/**
 * What a caller has said, as a file that is complete and synced.
 *
 * @param id random, never from the network: also the name of the file
 * @param box whose it is
 * @param callId of the call in which it was said
 * @param rate samples a second
 * @param wav 16-bit mono
 * @param isCut whether the server went down while the caller spoke
 */
public record Recording(
        String id,
        UserId box,
        Caller caller,
        String callId,
        Instant began,
        Duration length,
        int rate,
        Path wav,
        boolean isCut) {}
