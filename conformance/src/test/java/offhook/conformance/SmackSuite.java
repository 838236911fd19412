package offhook.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.igniterealtime.smack.inttest.AbstractSmackIntTest;
import org.igniterealtime.smack.inttest.Configuration;
import org.igniterealtime.smack.inttest.ConnectionConfigurationBuilderApplier;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework;
import org.igniterealtime.smack.inttest.TestResult;
import org.igniterealtime.smack.inttest.annotations.SmackIntegrationTest;
import org.jivesoftware.smack.roster.RosterIntegrationTest;

/** Smack's integration tests, run against a server of ours. */
final class SmackSuite {

    /** What became of a test or, where its name ends in ".*", of all those of a class, which could not be tried. */
    record Outcome(String test, Verdict verdict, String reason) {}

    enum Verdict {
        PASSED,
        FAILED,
        NOT_RUN
    }

    /**
     * They run by themselves, for what they leave between their two clients: it cancels the subscriptions and does not wait
     * until both hear of that, so that a test which begins right then takes them for friends.
     */
    private static final String CAPS = "EntityCapsTest";

    /** So does each of these: it may end with a request that nobody has answered, and one more is not delivered (RFC 6121 §A.3.1). */
    private static final Class<?> ROSTER = RosterIntegrationTest.class;

    private final Product server;
    private final Set<String> racing;
    private final Set<String> without = new LinkedHashSet<>();

    /**
     * @param racing tests that race with Smack's own threads, and are run once more if they lose
     * @param without tests that are not to be tried, or whose class ends in ".*" if it could not be anyway
     */
    SmackSuite(Product server, Set<String> racing, Collection<String> without) {
        this.server = server;
        this.racing = racing;
        without.stream().filter(test -> !test.endsWith(".*")).forEach(this.without::add);
    }

    /** All of it. A test that throws what the suite does not expect ends the whole run: then once more, without that one. */
    List<Outcome> run() throws Exception {
        var outcomes = new ArrayList<Outcome>();
        without.forEach(test -> outcomes.add(new Outcome(test, Verdict.NOT_RUN, "not tried")));
        outcomes.addAll(run(null));
        outcomes.addAll(run(CAPS));
        for (var method : ROSTER.getMethods()) {
            if (method.isAnnotationPresent(SmackIntegrationTest.class)) {
                outcomes.addAll(run(ROSTER.getSimpleName() + '.' + method.getName()));
            }
        }
        return secondChance(outcomes);
    }

    /** In one go of its own; what failed at first is printed. */
    private List<Outcome> secondChance(List<Outcome> first) throws Exception {
        var failed = first.stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAILED && racing.contains(outcome.test()))
                .collect(Collectors.toMap(Outcome::test, Function.identity(), (one, same) -> one));
        if (failed.isEmpty()) {
            return first;
        }
        failed.values().forEach(outcome -> System.out.println("Once more: " + outcome));
        for (var outcome : run(String.join(",", failed.keySet()))) {
            if (outcome.verdict() == Verdict.PASSED) {
                failed.put(outcome.test(), outcome);
            }
        }
        return first.stream()
                .map(outcome -> failed.getOrDefault(outcome.test(), outcome))
                .toList();
    }

    /** @param only these tests or classes, or null for all but those that run alone */
    private List<Outcome> run(String only) throws Exception {
        var outcomes = new ArrayList<Outcome>();
        while (true) {
            try {
                outcomes.addAll(results(new SmackIntegrationTestFramework(configuration(only)).run()));
                return outcomes;
            } catch (Exception e) {
                var culprit = culprit(e).orElseThrow(() -> e);
                if (!without.add(culprit)) {
                    throw e;
                }
                outcomes.add(new Outcome(culprit, Verdict.FAILED, e.toString()));
            }
        }
    }

    /** The accounts are made by an administrator (XEP-0133), as somebody would who runs the suite from elsewhere. */
    private Configuration configuration(String only) throws Exception {
        var disabled = new LinkedHashSet<>(without);
        if (only == null) {
            disabled.addAll(List.of(CAPS, ROSTER.getSimpleName()));
        }
        var configuration = Configuration.builder()
                .setService(Product.DOMAIN)
                .setSecurityMode("disabled")
                .setAdminAccountUsernameAndPassword(Product.ADMIN, Product.PASSWORD)
                .setReplyTimeout("10000")
                .setEnabledConnections("tcp")
                .setDnsResolver(Configuration.DnsResolver.javax)
                .setEnabledTests(only)
                .setDisabledTests(disabled.isEmpty() ? null : String.join(",", disabled))
                .setDebugger("none")
                .build();
        at(configuration, server.port());
        return configuration;
    }

    /** There is no setting for a port. */
    private static void at(Configuration configuration, int port) throws ReflectiveOperationException {
        var usual = configuration.configurationApplier;
        ConnectionConfigurationBuilderApplier ours = builder -> {
            usual.applyConfigurationTo(builder);
            builder.setHost("127.0.0.1").setPort(port);
        };
        var field = Configuration.class.getDeclaredField("configurationApplier");
        field.setAccessible(true);
        field.set(configuration, ours);
    }

    private static List<Outcome> results(SmackIntegrationTestFramework.TestRunResult run) {
        var outcomes = new ArrayList<Outcome>();
        run.getSuccessfulTests().forEach(test -> outcomes.add(new Outcome(name(test), Verdict.PASSED, "")));
        run.getFailedTests()
                .forEach(test -> outcomes.add(new Outcome(name(test), Verdict.FAILED, test.failureReason.toString())));
        run.getNotPossibleTests()
                .forEach(test -> outcomes.add(
                        new Outcome(name(test), Verdict.NOT_RUN, String.valueOf(test.testNotPossibleException))));
        run.getImpossibleTestClasses()
                .forEach((test, why) -> outcomes.add(
                        new Outcome(test.getSimpleName() + ".*", Verdict.NOT_RUN, String.valueOf(why.getMessage()))));
        return outcomes;
    }

    private static String name(TestResult test) {
        var method = test.concreteTest.getMethod();
        return method.getDeclaringClass().getSimpleName() + '.' + method.getName();
    }

    /** The outermost method of a test class that the exception came through. */
    private static Optional<String> culprit(Exception failure) {
        String culprit = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (var frame : cause.getStackTrace()) {
                if (isTest(frame.getClassName())) {
                    culprit = frame.getClassName().replaceFirst(".*\\.", "") + '.' + frame.getMethodName();
                }
            }
        }
        return Optional.ofNullable(culprit);
    }

    private static boolean isTest(String name) {
        try {
            return AbstractSmackIntTest.class.isAssignableFrom(
                    Class.forName(name, false, SmackSuite.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return false; // a class that was made up at run time
        }
    }
}
