/** Result Set Management, XEP-0059: long lists, page by page. */
package offhook.xmpp.rsm;
