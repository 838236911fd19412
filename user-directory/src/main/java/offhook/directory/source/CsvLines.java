package offhook.directory.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a file into cells by RFC 4180, but that a cell ends with its line at the latest: a quote that is not closed
 * spoils one row and not the rest of the file. Both line ends, a byte order mark and empty lines are taken.
 */
public final class CsvLines {

    /**
     * One that is not empty.
     *
     * @param number counted from 1
     * @param cells without their quotes
     * @param error what is wrong with the last cell; the cells after it were not read
     */
    public record Line(int number, List<String> cells, Optional<String> error) {}

    private final byte[] text;
    private int at;

    private CsvLines(byte[] text) {
        this.text = text;
        this.at =
                text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF ? 3 : 0;
    }

    public static List<Line> of(byte[] file) {
        var reader = new CsvLines(file);
        var lines = new ArrayList<Line>();
        for (int number = 1; reader.at < file.length; number++) {
            var line = reader.line(number);
            if (line.cells().size() > 1
                    || line.error().isPresent()
                    || !line.cells().get(0).isBlank()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private Line line(int number) {
        var cells = new ArrayList<String>();
        Optional<String> error = Optional.empty();
        try {
            do {
                cells.add(at < text.length && text[at] == '"' ? quoted() : plain());
            } while (comma());
        } catch (IllegalArgumentException e) {
            cells.add("");
            error = Optional.of(e.getMessage());
        }
        while (!atEnd()) {
            at++;
        }
        at += at + 1 < text.length && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1;
        return new Line(number, cells, error);
    }

    private String plain() {
        int start = at;
        while (!atEnd() && text[at] != ',') {
            if (text[at] == '"') {
                throw new IllegalArgumentException("a quote inside the cell; the whole cell was expected in quotes");
            }
            at++;
        }
        return utf8(text, start, at);
    }

    private String quoted() {
        var cell = new ByteArrayOutputStream();
        for (at++; !atEnd(); at++) {
            boolean quote = text[at] == '"';
            if (quote && (at + 1 == text.length || text[at + 1] != '"')) {
                at++;
                if (!atEnd() && text[at] != ',') {
                    throw new IllegalArgumentException(
                            "something stands after the closing quote; a comma was expected");
                }
                return utf8(cell.toByteArray(), 0, cell.size());
            }
            at += quote ? 1 : 0;
            cell.write(text[at]);
        }
        throw new IllegalArgumentException("the quote is not closed on this line");
    }

    private boolean comma() {
        if (atEnd()) {
            return false;
        }
        at++;
        return true;
    }

    private boolean atEnd() {
        return at >= text.length
                || text[at] == '\n'
                || (text[at] == '\r' && (at + 1 == text.length || text[at + 1] == '\n'));
    }

    private static String utf8(byte[] bytes, int start, int end) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the cell is not UTF-8 text", e);
        }
    }
}
