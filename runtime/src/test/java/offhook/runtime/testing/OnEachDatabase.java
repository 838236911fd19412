package offhook.runtime.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A test that takes an empty {@code Database}, run once on SQLite and once on PostgreSQL; JUnit closes it. */
@ParameterizedTest(name = "{0}")
@ArgumentsSource(TestDatabases.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEachDatabase {}
