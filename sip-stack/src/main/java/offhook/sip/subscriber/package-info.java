/** We watch somebody else: the subscriber of RFC 6665 §4.1. */
package offhook.sip.subscriber;
