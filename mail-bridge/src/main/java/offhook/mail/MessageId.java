package offhook.mail;

import java.util.regex.Pattern;

/** The identity of a mail, RFC 5322 §3.6.4, without its angle brackets: a receiver drops the second mail that has it. */
public record MessageId(String value) {

    private static final int LONGEST = 250;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_+=-]+(\\.[A-Za-z0-9_+=-]+)*+@[A-Za-z0-9.-]+");

    /** @throws IllegalArgumentException unless it is {@code id@domain} in plain letters */
    public MessageId {
        if (value.length() > LONGEST || !ID.matcher(value).matches()) {
            throw new IllegalArgumentException("no Message-ID of the form id@domain");
        }
    }

    @Override
    public String toString() {
        return '<' + value + '>';
    }
}
