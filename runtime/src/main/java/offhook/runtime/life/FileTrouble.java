package offhook.runtime.life;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be used, for whoever has to mend it: what Java says is often its path and nothing else. */
public final class FileTrouble {

    private FileTrouble() {}

    /** In words that follow the name of the file. */
    public static String why(Exception failure) {
        if (failure instanceof AccessDeniedException) {
            return "the user " + System.getProperty("user.name") + " may not";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
