/** What browsers and clients reach of the server by HTTP. */
package offhook.gateway.web;
