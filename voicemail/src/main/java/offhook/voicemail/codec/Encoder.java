package offhook.voicemail.codec;

/** Makes packets of one encoding out of 16-bit samples. Belongs to the stream. */
public interface Encoder {

    /** Room that is always enough for one packet. */
    int LONGEST = 1000;

    /**
     * Writes one packet.
     *
     * @param samples 20, 40 or 60 ms of them
     * @return how many bytes it took
     */
    int encode(short[] pcm, int samples, byte[] into, int offset);
}
