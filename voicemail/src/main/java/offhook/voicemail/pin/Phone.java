package offhook.voicemail.pin;

/** Where a PIN is tried: each has a lock of its own, so that nobody is kept from their own phone by strangers. */
public enum Phone {
    /** The owner's, which has proved to be it. */
    OWN(5),
    /** Any other in the world. One number alone is stopped long before ({@link Guessers}). */
    OTHER(10);

    private final int most;

    Phone(int most) {
        this.most = most;
    }

    /** So many wrong ones in a row lock it. */
    int most() {
        return most;
    }
}
