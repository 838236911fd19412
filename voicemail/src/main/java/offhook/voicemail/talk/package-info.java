/** What goes on in a call that is answered, and what it can do there: the seam between a call and what it is about. */
package offhook.voicemail.talk;
