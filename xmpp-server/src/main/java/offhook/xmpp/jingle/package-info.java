/** Calls between clients, as far as the server has a part in them. */
package offhook.xmpp.jingle;
