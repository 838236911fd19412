/** The small extensions, a file each. */
package offhook.xmpp.xep;
