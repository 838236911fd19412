/** Data forms, XEP-0004. */
package offhook.xmpp.form;
