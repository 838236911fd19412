/** Mails on disk from their acknowledgement until something has become of them. */
package offhook.mail.intake.spool;
