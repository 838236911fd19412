/** The voicemails of everybody: one row and one state each, whoever changes it. */
package offhook.voicemail.box;
