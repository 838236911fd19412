/** Parts of a server start in order and stop in the opposite one. */
package offhook.runtime.life;
