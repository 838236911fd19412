/** A line to a PBX that is kept open, whatever is spoken on it. Knows of no socket. */
package offhook.pbx.link;
