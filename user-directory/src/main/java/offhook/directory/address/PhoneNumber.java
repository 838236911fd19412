package offhook.directory.address;

/** An E.164 number: a plus sign and up to fifteen digits. */
public record PhoneNumber(String e164) {

    @Override
    public String toString() {
        return e164;
    }
}
