package offhook.gateway.control;

import java.util.List;

/** What everybody's phones and chat clients are doing. */
@FunctionalInterface
public interface Who {

    /**
     * A person now.
     *
     * @param phone in words: "on the phone"
     * @param phones the contacts that are registered
     * @param chats the resources that are logged in, with what they show: "balcony (dnd)"
     */
    record Line(
            String user, String name, List<String> extensions, String phone, List<String> phones, List<String> chats) {}

    /** Everybody who is enabled, by user name. May block on reads. */
    List<Line> look();
}
