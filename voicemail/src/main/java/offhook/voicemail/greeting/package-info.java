/** What callers hear first: people's own greetings, recorded or uploaded, and the standard one. */
package offhook.voicemail.greeting;
