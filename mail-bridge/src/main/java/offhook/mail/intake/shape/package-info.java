/** What the voicemail e-mails of each PBX look like. */
package offhook.mail.intake.shape;
