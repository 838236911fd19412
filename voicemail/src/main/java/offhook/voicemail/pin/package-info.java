/** With what people get to their messages from any phone, and how guessing is made hopeless. */
package offhook.voicemail.pin;
