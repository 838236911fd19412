package offhook.voicemail.greeting;

import java.time.Instant;
import offhook.voicemail.audio.Clip;

/**
 * A greeting of somebody's own.
 *
 * @param since when callers hear it
 */
public record Greeting(Clip clip, Instant since) {}
