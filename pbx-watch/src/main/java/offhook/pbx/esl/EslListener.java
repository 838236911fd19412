package offhook.pbx.esl;

import java.util.List;
import java.util.Map;

/** Is told what FreeSWITCH tells; what it does not care for does nothing. Belongs to one session. */
interface EslListener {

    /** An event, by the names of its headers. */
    default void happens(Map<String, String> event) {}

    /** All channels there are, by the names of the columns. */
    default void listed(List<Map<String, String>> channels) {}
}
