package offhook.runtime.net.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import offhook.runtime.net.dns.NameService.Naptr;
import offhook.runtime.net.dns.NameService.Srv;

/** Reads the data of records. */
final class RecordData {

    private static final int LONGEST_LABEL = 63;

    private RecordData() {}

    /** Those that can be read. */
    static <T> List<T> all(Answer answer, Function<ByteBuffer, T> reader) {
        var read = new ArrayList<T>();
        for (var data : answer.data()) {
            try {
                read.add(reader.apply(ByteBuffer.wrap(data)));
            } catch (BufferUnderflowException | IllegalArgumentException unreadable) {
                // Somebody's mistake, or an attack: the other records may do.
            }
        }
        return read;
    }

    static Srv srv(ByteBuffer data) {
        return new Srv(number(data), number(data), number(data), name(data));
    }

    static Naptr naptr(ByteBuffer data) {
        int order = number(data);
        int preference = number(data);
        var flags = text(data).toLowerCase(Locale.ROOT);
        var service = text(data).toUpperCase(Locale.ROOT);
        text(data); // the regular expression
        return new Naptr(order, preference, flags, service, name(data));
    }

    static InetAddress address(String host, ByteBuffer data) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        try {
            return InetAddress.getByAddress(host, bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static int number(ByteBuffer data) {
        return data.getShort() & 0xFFFF;
    }

    /** RFC 1035 §3.3, character-string. */
    private static String text(ByteBuffer data) {
        return take(data, data.get() & 0xFF);
    }

    /** Not compressed: RFC 2782 and RFC 3403 §4.1 forbid that here. "" is the root. */
    private static String name(ByteBuffer data) {
        var labels = new ArrayList<String>();
        for (int length = data.get() & 0xFF; length > 0; length = data.get() & 0xFF) {
            if (length > LONGEST_LABEL) {
                throw new IllegalArgumentException("compressed");
            }
            labels.add(take(data, length));
        }
        return String.join(".", labels).toLowerCase(Locale.ROOT);
    }

    private static String take(ByteBuffer data, int length) {
        var bytes = new byte[length];
        data.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
