/** What is ours and whom we believe: addresses, peers, the numbers of services. */
package offhook.sip.domain;
