package offhook.scenarios;

import java.io.File;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the server runs on: the classpath of the tests without what belongs to the demo and to the tests alone. */
final class ServerClasspath {

    private static final Pattern OTHERS = Pattern.compile(
            ".*(/demo/|angus|jakarta\\.mail-api|jakarta\\.activation-api|greenmail|smack|subethasmtp|test-classes|-tests\\.jar|junit|assertj).*");

    private ServerClasspath() {}

    static String get() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !OTHERS.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
