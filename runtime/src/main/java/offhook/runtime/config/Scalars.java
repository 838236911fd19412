package offhook.runtime.config;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The values a key can have. */
final class Scalars {

    private static final Map<Class<?>, Scalar> KNOWN = Map.of(
            String.class, new Scalar("text", "a text in quotes", String.class, (text, folder) -> text),
            boolean.class, new Scalar("true or false", "true or false", Boolean.class, (text, folder) -> truth(text)),
            int.class, new Scalar("whole number", "a whole number", Long.class, (text, folder) -> smallNumber(text)),
            long.class, new Scalar("whole number", "a whole number", Long.class, (text, folder) -> number(text)),
            Duration.class,
                    new Scalar(
                            "duration",
                            DurationText.EXPECTED,
                            String.class,
                            (text, folder) -> DurationText.parse(text)),
            Path.class, new Scalar("path", "a path", String.class, Scalars::path),
            URI.class,
                    new Scalar("URI", "a URI such as \"https://host:port\"", String.class, (text, folder) -> uri(text)),
            ZoneId.class,
                    new Scalar(
                            "time zone",
                            "a time zone such as \"Europe/Berlin\"",
                            String.class,
                            false,
                            ZoneId.getAvailableZoneIds(),
                            (text, folder) -> zone(text)));

    private Scalars() {}

    static Optional<Scalar> known(Class<?> type) {
        return Optional.ofNullable(
                KNOWN.get(MethodType.methodType(type).unwrap().returnType()));
    }

    /** The constants of an enum: {@code CHAT_THEN_EMAIL} is written {@code "chat-then-email"}, {@code _3CX} {@code "3cx"}. */
    static Scalar words(Class<?> type) {
        var constants = new LinkedHashMap<String, Object>();
        for (var constant : type.getEnumConstants()) {
            var name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
            constants.put(name.replaceFirst("^_", "").replace('_', '-'), constant);
        }
        var listed = constants.keySet().stream().map(word -> '"' + word + '"').toList();
        var last = listed.size() - 1;
        var expected =
                last == 0 ? listed.get(0) : String.join(", ", listed.subList(0, last)) + " or " + listed.get(last);
        return new Scalar(expected, expected, String.class, false, constants.keySet(), (text, folder) -> {
            var constant = constants.get(text);
            if (constant == null) {
                throw new IllegalArgumentException();
            }
            return constant;
        });
    }

    /** A class that parses itself; its {@link Doc} says what is expected, else its name does. */
    static Optional<Scalar> parsed(Class<?> type) {
        var name = type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        var doc = type.getAnnotation(Doc.class);
        var kind = doc == null ? name : doc.value();
        var expected = doc == null ? ("aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name : doc.value();
        return parseMethod(type)
                .map(method -> new Scalar(
                        kind,
                        expected,
                        String.class,
                        type == Secret.class,
                        List.of(),
                        (text, folder) -> invoke(
                                method, method.getParameterCount() == 1 ? List.of(text) : List.of(text, folder))));
    }

    private static Optional<Method> parseMethod(Class<?> type) {
        return Stream.of(List.of(String.class, Path.class), List.of(String.class))
                .flatMap(parameters -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals("parse")
                                && method.getReturnType() == type
                                && Arrays.asList(method.getParameterTypes()).equals(parameters)))
                .findFirst();
    }

    private static Object invoke(Method parse, List<Object> arguments) {
        try {
            return parse.invoke(null, arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(parse + " throws a checked exception", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(parse + " is not public", e);
        }
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException();
        }
        return text.equals("true");
    }

    private static int smallNumber(String text) {
        long number = number(text);
        if (number != (int) number) {
            throw new IllegalArgumentException("too large");
        }
        return (int) number;
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    private static Path path(String text, Path folder) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("empty");
        }
        return folder.resolve(text).normalize();
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Its message repeats the whole text, and with it a password.
            throw new IllegalArgumentException(e.getReason(), e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(null, e);
        }
    }
}
