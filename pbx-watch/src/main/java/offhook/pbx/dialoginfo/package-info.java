/** Watches the lamps of a PBX: the dialog package of RFC 4235. */
package offhook.pbx.dialoginfo;
