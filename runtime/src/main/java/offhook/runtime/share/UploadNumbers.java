package offhook.runtime.share;

/**
 * What became of uploads since the start.
 *
 * @param kept files that arrived
 * @param bytes how large these are together
 * @param refused announcements and uploads that were refused, or broke off
 */
public record UploadNumbers(long kept, long bytes, long refused) {

    public static final UploadNumbers NONE = new UploadNumbers(0, 0, 0);
}
