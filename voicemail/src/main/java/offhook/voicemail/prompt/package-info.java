/** What voicemail says: spoken texts in the languages that it knows, and people's own greetings. */
package offhook.voicemail.prompt;
