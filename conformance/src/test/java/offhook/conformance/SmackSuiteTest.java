package offhook.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import offhook.conformance.SmackSuite.Outcome;
import offhook.conformance.SmackSuite.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each of Smack's integration tests passes, but for those that docs/conformance.md explains. */
class SmackSuiteTest {

    private static Map<String, String> mayFail;
    private static Map<String, String> racing;
    private static Map<String, String> mayNotRun;
    private static List<Outcome> outcomes;

    @BeforeAll
    static void run() throws Exception {
        mayFail = Exceptions.below("### May fail");
        racing = Exceptions.below("### Run once more");
        mayNotRun = Exceptions.below("### Cannot run");
        try (var server = new Product(List.of(Product.ADMIN))) {
            outcomes = new SmackSuite(server, racing.keySet(), mayNotRun.keySet()).run();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyTest() {
        return outcomes.stream().map(outcome -> dynamicTest(outcome.test(), () -> judge(outcome)));
    }

    private static void judge(Outcome outcome) {
        boolean explained =
                switch (outcome.verdict()) {
                    case PASSED -> true;
                    case FAILED -> mayFail.containsKey(outcome.test());
                    case NOT_RUN -> mayNotRun.containsKey(outcome.test());
                };
        if (!explained) {
            fail(outcome.test() + " " + outcome.verdict() + ": " + outcome.reason());
        }
    }

    /** So that nothing is missed where a class vanishes from the suite, or is not on the class path. */
    @Test
    void enoughRan() {
        assertThat(outcomes.stream().filter(outcome -> outcome.verdict() == Verdict.PASSED))
                .hasSizeGreaterThan(95);
    }

    @Test
    void fewAreExplained() throws IOException {
        assertThat(mayFail).hasSizeLessThanOrEqualTo(3).allSatisfy((test, why) -> assertThat(why)
                .contains("“"));
    }

    /** An explanation of what passes or is no more is one too many. */
    @Test
    void nothingIsExplainedThatIsNoTest() {
        Set<String> known = new HashSet<>();
        outcomes.forEach(outcome -> known.add(outcome.test()));

        assertThat(known)
                .containsAll(mayFail.keySet())
                .containsAll(racing.keySet())
                .containsAll(mayNotRun.keySet());
    }
}
