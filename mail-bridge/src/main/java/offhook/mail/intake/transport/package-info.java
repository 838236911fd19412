/** The sockets of the intake. */
package offhook.mail.intake.transport;
