package offhook.scenarios;

import offhook.demo.chat.ChatClient;
import org.jivesoftware.smack.packet.Presence;

/** Somebody whose roster shows what others do. */
record Colleague(ChatClient chat) implements AutoCloseable {

    /**
     * The next presence of a contact.
     *
     * @return as "available", "dnd, On the phone", "offline"; that of the phone without a chat client as "phone: dnd, …"
     */
    String sees(String user) {
        Presence next = chat.presence(user + '@' + Product.DOMAIN, "the next presence of " + user, presence -> true);
        String resource = next.getFrom().getResourceOrEmpty().toString();
        String state = next.getType() == Presence.Type.unavailable
                ? "offline"
                : next.getMode().toString();
        return (resource.equals("demo") ? "" : resource + ": ")
                + state
                + (next.getStatus() == null ? "" : ", " + next.getStatus());
    }

    @Override
    public void close() {
        chat.close();
    }
}
