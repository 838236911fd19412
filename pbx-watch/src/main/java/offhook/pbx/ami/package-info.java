/** Watches an Asterisk by its Manager Interface. */
package offhook.pbx.ami;
