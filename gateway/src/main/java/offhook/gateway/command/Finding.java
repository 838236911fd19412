package offhook.gateway.command;

/** What a check found, in one line. */
record Finding(Kind kind, String line) {

    /** How bad it is. */
    enum Kind {
        OK,
        /** It works, but perhaps not as it was meant. */
        WARNING,
        WRONG
    }

    static Finding ok(String line) {
        return new Finding(Kind.OK, line);
    }

    static Finding warning(String line) {
        return new Finding(Kind.WARNING, line);
    }

    static Finding wrong(String line) {
        return new Finding(Kind.WRONG, line);
    }

    boolean isWrong() {
        return kind == Kind.WRONG;
    }

    @Override
    public String toString() {
        return switch (kind) {
                    case OK -> "ok       ";
                    case WARNING -> "warning  ";
                    case WRONG -> "wrong    ";
                }
                + line;
    }
}
