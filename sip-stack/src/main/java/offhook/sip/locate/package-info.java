/** Where a URI leads, RFC 3263, and which servers there are worth asking. */
package offhook.sip.locate;
