package offhook.gateway.preference;

import java.util.Map;
import offhook.directory.UserId;

/** What people have chosen, as one transaction sees it. */
interface PreferenceStore {

    /** By person and name. */
    Map<UserId, Map<String, String>> all();

    /** In place of what they had chosen before. */
    void save(UserId person, Map<String, String> texts);

    void forget(UserId person);
}
