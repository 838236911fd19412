/** Where the phones of our people are: RFC 3261 §10.3, with Outbound, Path and GRUU. */
package offhook.sip.registrar;
