/** The voicemail e-mails of a PBX, from its connection to whoever makes voicemails of them. */
package offhook.mail.intake;
