/** The sockets of lines to a PBX. */
package offhook.pbx.transport;
