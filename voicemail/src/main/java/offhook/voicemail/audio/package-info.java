/** Sound as 16-bit samples of one channel: tones, WAV files, rates, loudness. Knows of no network. */
package offhook.voicemail.audio;
