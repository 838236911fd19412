/** Speech as it goes over the wire, and back: G.711, G.722 and Opus, and what stands in for what was lost. */
package offhook.voicemail.codec;
