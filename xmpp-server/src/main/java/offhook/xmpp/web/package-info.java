/** Clients reach their streams by HTTP, and bring files. */
package offhook.xmpp.web;
