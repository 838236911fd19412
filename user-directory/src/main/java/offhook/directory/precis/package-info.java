/** How names are prepared and compared: PRECIS (RFC 8264) and internationalised domain names. */
package offhook.directory.precis;
