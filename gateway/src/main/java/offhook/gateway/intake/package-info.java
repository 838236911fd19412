/** Makes our own voicemails of those that a PBX mails. */
package offhook.gateway.intake;
