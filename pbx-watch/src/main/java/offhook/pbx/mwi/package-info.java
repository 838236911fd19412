/** Voicemail that stays on the PBX: how many messages wait there. */
package offhook.pbx.mwi;
