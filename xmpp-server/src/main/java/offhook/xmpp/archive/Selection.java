package offhook.xmpp.archive;

import java.util.List;

/**
 * Rows of an archive that are wanted. Immutable and safe to share.
 *
 * @param contact null for any; likewise resource and sender
 * @param from the first place that is wanted
 * @param to the last place that is wanted
 * @param places only these; null for any
 * @param backwards the last of them, not the first
 * @param most how many
 */
record Selection(
        String contact,
        String resource,
        String sender,
        long from,
        long to,
        List<Long> places,
        boolean backwards,
        int most) {

    /** The first, or the last, of those that are not before a place. */
    static Selection end(long since, boolean last) {
        return new Selection(null, null, null, since, Long.MAX_VALUE, null, last, 1);
    }
}
