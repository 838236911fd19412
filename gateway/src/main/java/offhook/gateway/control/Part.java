package offhook.gateway.control;

/** What can be done about one thing. */
@FunctionalInterface
public interface Part {

    void install(Calls to);
}
