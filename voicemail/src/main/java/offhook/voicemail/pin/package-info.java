/** With what people get to their messages from any phone, and how guessing is made hopeless. Knows of no call. */
package offhook.voicemail.pin;
