/** Has somebody else write down what was said. */
package offhook.voicemail.transcript;
