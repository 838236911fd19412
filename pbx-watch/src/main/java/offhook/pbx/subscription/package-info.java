/** Something is kept up at the PBX for each extension, as long as the PBX lives. */
package offhook.pbx.subscription;
