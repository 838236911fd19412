package offhook.runtime.storage;

/** How much room the disk has, and so what may still be written. */
public enum Room {
    /** Everything. */
    ENOUGH,
    /** No recordings and no large messages. */
    LITTLE,
    /** What a call needs, and nothing else. */
    NEARLY_NONE
}
