/** Recordings as chat clients play them. */
package offhook.voicemail.mp3;
