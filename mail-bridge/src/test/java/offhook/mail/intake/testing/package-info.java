/** What tests of the intake share. */
package offhook.mail.intake.testing;
