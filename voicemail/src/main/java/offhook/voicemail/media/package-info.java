/** The audio of our calls: answers descriptions, and turns RTP into samples and samples into RTP, 20 ms at a time. */
package offhook.voicemail.media;
