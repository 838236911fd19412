package offhook.gateway.control;

import offhook.voicemail.greeting.Greeting;

/**
 * What callers hear of somebody's own.
 *
 * @param since ISO 8601
 * @param seconds how long it is
 */
public record ShownGreeting(String since, long seconds) {

    static ShownGreeting of(Greeting greeting) {
        return new ShownGreeting(
                greeting.since().toString(), greeting.clip().length().toSeconds());
    }
}
