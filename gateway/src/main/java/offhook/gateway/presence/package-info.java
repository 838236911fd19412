/** Calls become presence: what contacts see is computed from what clients sent and what phones do. */
package offhook.gateway.presence;
