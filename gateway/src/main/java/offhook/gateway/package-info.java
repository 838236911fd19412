/** The whole server: its configuration, the wiring of both worlds, start and stop. */
package offhook.gateway;
