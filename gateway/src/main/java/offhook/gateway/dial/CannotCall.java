package offhook.gateway.dial;

/** Why a call is not even tried: a text of the bundle, with what it is about. It is the user's, and has no stack trace. */
final class CannotCall extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String about;

    CannotCall(String key, String about) {
        super(key, null, false, false);
        this.about = about;
    }

    CannotCall(String key) {
        this(key, "");
    }

    /** In the language of the person. */
    String in(DialWords words) {
        return words.get(getMessage(), about);
    }
}
