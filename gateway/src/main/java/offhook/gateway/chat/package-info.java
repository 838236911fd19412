/** What people write, from chat to phones and back: RFC 7572, with the addresses and errors of RFC 7247. */
package offhook.gateway.chat;
