/** People are watched: the notifier of RFC 6665, and the event state compositor of RFC 3903. */
package offhook.sip.event;
