/** What callers say, as files: written while they speak, and found again after a crash. Knows of no call. */
package offhook.voicemail.recording;
