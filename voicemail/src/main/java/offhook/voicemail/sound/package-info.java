/** Sound files of strangers, read as samples. */
package offhook.voicemail.sound;
