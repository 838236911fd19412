/** Voicemails in chat and mail: their links, files, and what people do with them there. */
package offhook.gateway.voicemail;
