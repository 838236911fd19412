/** Session descriptions, RFC 8866, and the offer and answer of one stream of speech, RFC 3264. */
package offhook.voicemail.sdp;
