package offhook.directory.source;

/**
 * What is wrong with a row of a list.
 *
 * @param line counted from 1; 0 where it is the whole file
 * @param column its name in the header; empty where it is the whole row
 */
public record RowError(int line, String column, String message) {

    @Override
    public String toString() {
        return (line == 0 ? "" : "line " + line)
                + (column.isEmpty() ? "" : ", column " + column)
                + (line == 0 ? "" : ": ")
                + message;
    }
}
