package offhook.directory;

import java.util.Optional;

/** Hears of changes to the directory, after they are visible to {@link Directory}. Must not block. */
public interface DirectoryListener {

    /**
     * One person came, changed, or went.
     *
     * @param before empty for somebody new or enabled again
     * @param after empty for somebody removed or disabled
     */
    void changed(Optional<User> before, Optional<User> after);
}
