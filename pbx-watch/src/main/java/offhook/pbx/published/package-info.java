/** Watches that a PBX which publishes its calls lives: RFC 3903. */
package offhook.pbx.published;
