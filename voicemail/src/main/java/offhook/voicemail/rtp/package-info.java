/** RTP and RTCP, RFC 3550, and the events of RFC 4733: packets, order, counts, ports. Knows of no encoding. */
package offhook.voicemail.rtp;
