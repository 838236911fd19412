package offhook.voicemail.greeting;

import java.util.Optional;
import offhook.directory.UserId;

/** People's own greetings, as one transaction sees them. */
interface GreetingStore {

    Optional<Greeting> find(UserId person);

    /** In place of the one before. */
    void keep(UserId person, Greeting greeting);

    /** False if there was none. */
    boolean remove(UserId person);
}
