package offhook.voicemail.media;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What all sessions stand on.
 *
 * @param clock for the times of day in RTCP
 * @param random a cryptographic one, for keys and for numbers that nobody shall guess
 */
record Ground(MediaConfig config, InstantSource clock, RandomGenerator random, MediaNumbers numbers) {}
