/** What the people who run the server ask it over HTTP: is it alive, is it ready, what are its numbers. */
package offhook.gateway.ops;
