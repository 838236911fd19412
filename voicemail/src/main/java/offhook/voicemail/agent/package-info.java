/** Answers calls in the stead of people: greets, records, thanks. */
package offhook.voicemail.agent;
