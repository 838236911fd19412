package offhook.runtime.work;

import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** What has made a stage fail, without what the stages on the way have wrapped it in. */
public final class Cause {

    private Cause() {}

    /** @return null for null: nothing failed */
    public static Throwable of(Throwable failure) {
        var cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The cause for the log, where a line for each of a thousand is read and a thousand stack traces are not. */
    public static String line(Throwable failure) {
        var cause = of(failure);
        return (cause instanceof Foreseen ? cause.getMessage() : cause.toString()).replaceAll("\\R\\s*", " ");
    }

    /** Logs what failed: in one line if it was {@link Foreseen}, with its stack trace if it is a fault of ours. */
    public static void log(Logger log, Throwable failure, String what, Object... arguments) {
        var cause = of(failure);
        if (cause instanceof Foreseen) {
            log.atWarn().log(() -> format(what, arguments) + ": " + line(cause));
        } else {
            log.atError().setCause(cause).log(() -> format(what, arguments));
        }
    }

    private static String format(String what, Object... arguments) {
        return MessageFormatter.arrayFormat(what, arguments).getMessage();
    }
}
