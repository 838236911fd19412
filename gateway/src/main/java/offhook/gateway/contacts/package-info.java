/** People of the SIP world in the rosters of ours: presence from SIP to XMPP by RFC 8048, with the addresses of RFC 7247. */
package offhook.gateway.contacts;
