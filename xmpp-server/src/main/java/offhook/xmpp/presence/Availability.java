package offhook.xmpp.presence;

/**
 * What a contact sees of a resource: show and status text.
 *
 * @param status empty where there is none
 */
public record Availability(Show show, String status) {}
