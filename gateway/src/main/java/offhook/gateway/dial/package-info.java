/** Calls that people begin in chat: by a form, by a line to the bot, by their client's Call button. */
package offhook.gateway.dial;
