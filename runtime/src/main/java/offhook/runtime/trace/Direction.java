package offhook.runtime.trace;

/** Which way something crossed a wire, seen from the server. */
public enum Direction {
    IN,
    OUT
}
