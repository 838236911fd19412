/** Hears messages by phone: what is said, pressed and done there. Knows neither SIP nor packets. */
package offhook.voicemail.pickup;
