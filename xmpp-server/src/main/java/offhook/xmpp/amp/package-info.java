/** Advanced Message Processing, XEP-0079: senders say when and how a message is to be delivered. */
package offhook.xmpp.amp;
