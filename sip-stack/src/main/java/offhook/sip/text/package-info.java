/** Short texts that a phone sends and shows, RFC 3428, on their way from and to another world. */
package offhook.sip.text;
