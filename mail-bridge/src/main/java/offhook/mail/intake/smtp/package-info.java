/** SMTP and LMTP as a receiver speaks them, without sockets. */
package offhook.mail.intake.smtp;
