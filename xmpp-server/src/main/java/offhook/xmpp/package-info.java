/** The XMPP side of the server: its front door, its configuration, and the wiring of its parts. */
package offhook.xmpp;
