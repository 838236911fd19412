/** The last things that crossed each wire, for whoever asks later. */
package offhook.runtime.trace;
