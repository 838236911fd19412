/** What an extension is, and how it is added to the server. */
package offhook.xmpp.feature;
