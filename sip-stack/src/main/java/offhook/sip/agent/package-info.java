/** Our own end of dialogs and calls: the user agent of RFC 3261 §8, §12 and §13, for what the server does itself. */
package offhook.sip.agent;
