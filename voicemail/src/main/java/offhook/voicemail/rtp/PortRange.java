package offhook.voicemail.rtp;

import offhook.runtime.config.Doc;

/**
 * The ports that speech may use, two for each call: RTP has the even one and RTCP the one above (RFC 3550 §11).
 *
 * @param first even
 * @param last odd
 */
@Doc("a range of ports such as \"20000-20999\"")
public record PortRange(int first, int last) {

    private static final int HIGHEST = 65_535;

    public PortRange {
        if (first < 1024 || last > HIGHEST || last <= first || first % 2 != 0 || last % 2 == 0) {
            throw new IllegalArgumentException("it begins with an even port from 1024 on and ends with an odd one");
        }
    }

    /** Reads {@code 20000-20999}. */
    public static PortRange parse(String text) {
        if (!text.matches("\\d{4,5}-\\d{4,5}")) {
            throw new IllegalArgumentException("it is no range");
        }
        var ends = text.split("-", 2);
        return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    /** How many calls fit. */
    public int pairs() {
        return (last - first + 1) / 2;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
