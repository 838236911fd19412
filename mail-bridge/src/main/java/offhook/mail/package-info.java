/** Sends mail: what a mail is, and one attempt to hand it to the mail server with its outcome. */
package offhook.mail;
