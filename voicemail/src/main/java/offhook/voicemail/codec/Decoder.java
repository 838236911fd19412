package offhook.voicemail.codec;

/** What a stream of packets of one encoding says, as 16-bit samples. Belongs to the stream. */
public interface Decoder {

    /** The most samples that one packet can hold; what a peer sends beyond is cut. */
    int LONGEST = 3200;

    /**
     * Reads one packet. The bytes may be anything.
     *
     * @param into has room for {@link #LONGEST}
     * @return how many samples it holds; 0 if it holds none, or is none
     */
    int decode(byte[] packet, int offset, int length, short[] into);

    /** Fills the place of samples that never came. */
    void conceal(short[] into, int offset, int samples);
}
