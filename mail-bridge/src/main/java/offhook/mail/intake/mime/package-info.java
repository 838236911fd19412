/** Mails of strangers, taken apart within limits. */
package offhook.mail.intake.mime;
