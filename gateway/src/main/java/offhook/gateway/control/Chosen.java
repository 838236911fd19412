package offhook.gateway.control;

import java.util.Map;

/**
 * What somebody has chosen.
 *
 * @param preferences by name, as people write them; of a change those that change, an empty one is as usual again
 * @param fixed how the directory says that they are told, which comes before what they have chosen; null if it says nothing
 */
public record Chosen(Map<String, String> preferences, String fixed) {}
