/** Files behind links that nobody guesses, until they expire. */
package offhook.runtime.share;
