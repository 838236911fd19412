/** Third-party call control, RFC 3725: calls that somebody else than the two who talk has asked for. */
package offhook.sip.control;
