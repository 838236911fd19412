/** Events become alerts: who is told what, durably, by chat or mail, once. */
package offhook.gateway.notify;
