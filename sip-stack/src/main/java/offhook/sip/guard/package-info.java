/** Keeps strangers in bounds before anything is done for them. */
package offhook.sip.guard;
