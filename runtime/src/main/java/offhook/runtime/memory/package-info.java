/** When Java's heap is tidied. */
package offhook.runtime.memory;
