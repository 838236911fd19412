/** Session descriptions as somebody between the two ends reads them; media are elsewhere. */
package offhook.sip.sdp;
