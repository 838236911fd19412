/** The command line: one class a command. */
package offhook.gateway.command;
