/** Secure RTP, RFC 3711, with the keys of a session description, RFC 4568. */
package offhook.voicemail.srtp;
