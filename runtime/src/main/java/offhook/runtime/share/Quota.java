package offhook.runtime.share;

/**
 * How much one account may share for one purpose, announced files included.
 *
 * @param kept bytes at any time
 * @param daily bytes announced within 24 hours
 * @param announced how many files may be announced that have not arrived
 */
public record Quota(long kept, long daily, int announced) {

    /** What has been reached. */
    public enum Breach {
        KEPT,
        DAILY,
        ANNOUNCED
    }
}
