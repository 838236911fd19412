package offhook.directory.precis;

/** RFC 3492: a label of Unicode in letters, digits and hyphens. The names of the constants are those of its §5. */
final class Punycode {

    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 0x80;

    /** No label is longer, and a hostile one would take a time that grows with its square. */
    private static final int LONGEST = 63;

    private Punycode() {}

    /** §6.3. @throws IllegalArgumentException if the label is longer than any is */
    static String encode(String label) {
        int[] input = label.codePoints().toArray();
        if (input.length > LONGEST) {
            throw new IllegalArgumentException("a label that is too long");
        }
        var out = new StringBuilder();
        for (int c : input) {
            if (c < INITIAL_N) {
                out.append((char) c);
            }
        }
        int basic = out.length();
        if (basic > 0) {
            out.append('-');
        }
        int n = INITIAL_N;
        int delta = 0;
        int bias = INITIAL_BIAS;
        for (int handled = basic; handled < input.length; n++, delta++) {
            int next = smallestFrom(input, n);
            delta += (next - n) * (handled + 1); // at most 0x10FFFF * 64
            n = next;
            for (int c : input) {
                if (c < n) {
                    delta++;
                } else if (c == n) {
                    append(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
        }
        return out.toString();
    }

    /** §6.2. @throws IllegalArgumentException if it is no Punycode */
    static String decode(String label) {
        if (label.length() > LONGEST) {
            throw new IllegalArgumentException("a label that is too long");
        }
        int basic = Math.max(label.lastIndexOf('-'), 0);
        var out = new StringBuilder(label.substring(0, basic));
        int length = basic;
        int n = INITIAL_N;
        int i = 0;
        int bias = INITIAL_BIAS;
        for (int at = basic > 0 ? basic + 1 : 0; at < label.length(); ) {
            int before = i;
            long value = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < label.length() ? digit(label.charAt(at++)) : BASE;
                value += digit * weight;
                if (digit >= BASE || value > Integer.MAX_VALUE) {
                    throw new IllegalArgumentException("no Punycode");
                }
                int threshold = threshold(k, bias);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
                if (weight > Integer.MAX_VALUE) {
                    throw new IllegalArgumentException("no Punycode");
                }
            }
            length++;
            bias = adapt((int) value - before, length, before == 0);
            n += (int) value / length;
            i = (int) value % length;
            if (n < INITIAL_N || n > Character.MAX_CODE_POINT) {
                throw new IllegalArgumentException("no Punycode");
            }
            out.insert(out.offsetByCodePoints(0, i), Character.toChars(n));
            i++;
        }
        return out.toString();
    }

    private static int smallestFrom(int[] input, int n) {
        int smallest = Integer.MAX_VALUE;
        for (int c : input) {
            if (c >= n && c < smallest) {
                smallest = c;
            }
        }
        return smallest;
    }

    private static void append(StringBuilder out, int delta, int bias) {
        int q = delta;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (q < threshold) {
                out.append(letter(q));
                return;
            }
            out.append(letter(threshold + (q - threshold) % (BASE - threshold)));
            q = (q - threshold) / (BASE - threshold);
        }
    }

    /** §6.1. */
    private static int adapt(int delta, int points, boolean first) {
        int left = first ? delta / DAMP : delta / 2;
        left += left / points;
        int k = 0;
        while (left > (BASE - T_MIN) * T_MAX / 2) {
            left /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * left / (left + SKEW);
    }

    private static int threshold(int k, int bias) {
        return Math.min(Math.max(k - bias, T_MIN), T_MAX);
    }

    private static char letter(int digit) {
        return (char) (digit < 26 ? 'a' + digit : '0' + digit - 26);
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : BASE;
    }
}
