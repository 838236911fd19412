/** Bytes on their way out. */
package offhook.runtime.bytes;
