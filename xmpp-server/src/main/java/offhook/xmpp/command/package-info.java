/** Ad-hoc commands, XEP-0050: what users do by filling in forms. */
package offhook.xmpp.command;
