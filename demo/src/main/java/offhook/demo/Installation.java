package offhook.demo;

import java.util.List;

/**
 * Where the server is.
 *
 * @param classpath its jars
 * @param options with which its Java starts besides
 */
public record Installation(String classpath, List<String> options) {

    public Installation {
        options = List.copyOf(options);
    }

    public static Installation of(String classpath) {
        return new Installation(classpath, List.of());
    }

    public Installation with(String... further) {
        return new Installation(classpath, List.of(further));
    }
}
