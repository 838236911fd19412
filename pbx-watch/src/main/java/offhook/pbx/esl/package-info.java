/** Watches a FreeSWITCH by its event socket. */
package offhook.pbx.esl;
