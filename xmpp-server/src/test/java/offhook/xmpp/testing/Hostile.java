package offhook.xmpp.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of the corpus of bad input under {@code hostile/}.
 *
 * @param where file and line
 * @param expected the name of a stream error's condition; that of a stanza error behind "stanza/", or of a SASL failure
 *     behind "sasl/"; or "none"
 */
public record Hostile(String where, String expected, byte[] bytes) {

    /** All files of the corpus. */
    public static final List<String> FILES = List.of(
            "header.txt", "connection.txt", "markup.txt", "encoding.txt", "size.txt", "namespace.txt", "session.txt");

    private static final String HEADER = "<stream:stream to='capulet.example' version='1.0' xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final Pattern REPEAT = Pattern.compile("\\{([0-9]+)\\*([^{}]*)}");
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9A-F]{2})");

    /** All lines of a file, in their order. */
    public static List<Hostile> file(String name) {
        var cases = new ArrayList<Hostile>();
        int number = 0;
        for (String line : text("/hostile/" + name).split("\n")) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                String input = line.substring(line.indexOf(' ')).stripLeading();
                cases.add(new Hostile(name + ":" + number, line.substring(0, line.indexOf(' ')), expand(input)));
            }
        }
        return cases;
    }

    /** Whether the lines of a file stand at the beginning of a connection, and not inside a stream. */
    public static boolean beginsStreams(String file) {
        return file.equals("header.txt") || file.equals("connection.txt");
    }

    @Override
    public String toString() {
        return where + " " + expected;
    }

    private static byte[] expand(String input) {
        String text = input.replace("{header}", HEADER);
        for (var repeat = REPEAT.matcher(text); repeat.find(); repeat = REPEAT.matcher(text)) {
            text = text.substring(0, repeat.start())
                    + times(Integer.parseInt(repeat.group(1)), repeat.group(2))
                    + text.substring(repeat.end());
        }
        String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
        return BYTE.matcher(bytes)
                .replaceAll(match -> "" + (char) Integer.parseInt(match.group(1), 16))
                .getBytes(ISO_8859_1);
    }

    private static String times(int times, String text) {
        if (text.indexOf('#') < 0 || text.contains("&#")) {
            return text.repeat(times);
        }
        var all = new StringBuilder();
        for (int i = 0; i < times; i++) {
            all.append(text.replace("#", Integer.toString(i)));
        }
        return all.toString();
    }

    private static String text(String resource) {
        try (var in = Hostile.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
