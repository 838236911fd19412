/** Who does what when: loops, lanes, timers, and what happens when there is too much. */
package offhook.runtime.work;
