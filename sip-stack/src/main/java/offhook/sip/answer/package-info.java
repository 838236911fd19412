/** Calls that are answered in the stead of people: when they get there, and how they are handed over. */
package offhook.sip.answer;
