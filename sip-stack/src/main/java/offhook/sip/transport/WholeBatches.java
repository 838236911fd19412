package offhook.sip.transport;

import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Reads datagrams a batch at a time, and looks for another batch only after a full one: any other has emptied the socket,
 * and to hear that once more would be a system call for nothing. Safe to share.
 *
 * @param datagrams of one batch
 * @param longest datagram, in bytes
 */
record WholeBatches(int datagrams, int longest) implements RecvByteBufAllocator {

    /** What is answered in one turn of the loop leaves together; but others want their turn as well. */
    private static final int BATCHES = 4;

    @Override
    @SuppressWarnings("deprecation") // the name of the interface, which Netty itself still uses
    public Handle newHandle() {
        var fixed = new FixedRecvByteBufAllocator(datagrams * longest).maxMessagesPerRead(BATCHES * datagrams);
        return new Batch((ExtendedHandle) fixed.newHandle(), datagrams);
    }

    /** Belongs to the loop. */
    private static final class Batch extends DelegatingHandle implements ExtendedHandle {

        private final ExtendedHandle fixed;
        private final int whole;
        private int last;

        Batch(ExtendedHandle fixed, int whole) {
            super(fixed);
            this.fixed = fixed;
            this.whole = whole;
        }

        @Override
        public void incMessagesRead(int datagrams) {
            last = datagrams;
            super.incMessagesRead(datagrams);
        }

        @Override
        public boolean continueReading() {
            return last == whole && super.continueReading();
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier more) {
            return last == whole && fixed.continueReading(more);
        }
    }
}
