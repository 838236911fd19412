package offhook.runtime.config;

/** A password or a key from the file: whoever prints it, or the record it is in, sees only that there is one. */
@Doc("a text in quotes")
public record Secret(String text) {

    public static Secret parse(String text) {
        return new Secret(text);
    }

    @Override
    public String toString() {
        return "***";
    }
}
