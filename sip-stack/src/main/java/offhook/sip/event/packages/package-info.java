/** What can be watched of people: one event package a file. */
package offhook.sip.event.packages;
