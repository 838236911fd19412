/** How each person wants to be told, and how their calls are answered, where they have said so themselves. */
package offhook.gateway.preference;
