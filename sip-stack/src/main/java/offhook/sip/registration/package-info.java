/** We register with somebody else: RFC 3261 §10.2. */
package offhook.sip.registration;
