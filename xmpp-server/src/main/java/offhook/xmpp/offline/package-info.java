/** Messages wait for users who are away, and none is lost on its way. */
package offhook.xmpp.offline;
