package offhook.gateway.notify;

import java.time.Duration;
import offhook.directory.NotifyPolicy;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Name;

/** [missed_calls] */
@Doc("How people hear of calls they missed.")
public record MissedCallsConfig(
        @Doc("How, unless a person's own policy says otherwise: chat, email, both, chat-then-email, none.")
                @Default("chat-then-email")
                @Name("notify")
                NotifyPolicy policy,
        @Doc("How long a chat message waits for a client to take it before chat-then-email sends a mail.")
                @Default("15m")
                Duration after,
        @Doc("Whether calls that the person declined are told, too.") @Default("false") boolean declined,
        @Doc(
                        "Whether alerts come from one address, service, or in a thread for each caller, caller. What quiet hours or a digest have kept back comes in one message, or in one of each caller's.")
                @Default("service")
                ChatThread thread,
        @Doc("Another call of the same caller within this time corrects the first alert in place of a new one.")
                @Default("10m")
                Duration merge) {

    /** Where alerts come from in chat. */
    public enum ChatThread {
        /** {@code phone.<domain>}, with a resource for each caller. */
        SERVICE,
        /** {@code <caller>@phone.<domain>}. */
        CALLER
    }
}
