package offhook.voicemail.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import offhook.voicemail.agent.Conversation.Kept;
import org.junit.jupiter.api.Test;

class ConversationTest implements Conversation.Actions {

    private final List<String> done = new ArrayList<>();

    @Test
    void aMessage() {
        new Conversation.Silent()
                .hears(true, this)
                .played(this)
                .played(this)
                .key('5', this)
                .key('#', this)
                .kept(Kept.YES, this)
                .played(this)
                .gone(this);
        assertThat(done).containsExactly("greet", "beep", "record", "keep", "thank", "hang up", "over");
    }

    @Test
    void theGreetingIsSkipped() {
        new Conversation.Silent().hears(true, this).key('1', this).key('#', this);
        assertThat(done).containsExactly("greet", "beep");
    }

    /** What follows is no conversation with a caller, and ends the call itself. */
    @Test
    void whoseGreetingItIs() {
        var elsewhere = new Conversation.Silent().hears(true, this).key('*', this);
        elsewhere.played(this).key('#', this).stops(this).gone(this);
        assertThat(done).containsExactly("greet", "pick up");
    }

    /** Somebody has to delete something. */
    @Test
    void whoseFullBoxItIs() {
        new Conversation.Silent().hears(false, this).key('#', this).key('*', this);
        assertThat(done).containsExactly("apologise", "pick up");
    }

    @Test
    void theStarIsNothingElsewhere() {
        new Conversation.Recording().key('*', this);
        new Conversation.Beeping().key('*', this);
        assertThat(done).isEmpty();
    }

    @Test
    void theyHangUpWhileTheySpeak() {
        var gone = new Conversation.Recording().gone(this);
        assertThat(done).containsExactly("keep");
        gone.kept(Kept.YES, this);
        assertThat(done).containsExactly("keep", "over");
    }

    @Test
    void theyHangUpInTheGreeting() {
        new Conversation.Greeting().gone(this);
        assertThat(done).containsExactly("over");
    }

    @Test
    void theySayNothing() {
        new Conversation.Recording().enough(this).kept(Kept.NOTHING, this).gone(this);
        assertThat(done).containsExactly("keep", "hang up", "over");
    }

    @Test
    void itCannotBeKept() {
        new Conversation.Recording()
                .enough(this)
                .kept(Kept.FAILED, this)
                .played(this)
                .gone(this);
        assertThat(done).containsExactly("keep", "apologise", "hang up", "over");
    }

    @Test
    void thereIsNoRoom() {
        new Conversation.Silent().hears(false, this).key('#', this).played(this).gone(this);
        assertThat(done).containsExactly("apologise", "hang up", "over");
    }

    /** What is being said is kept, and thanked for; whoever hears the greeting is hung up. */
    @Test
    void theServerGoesDown() {
        new Conversation.Recording().stops(this).kept(Kept.YES, this);
        assertThat(done).containsExactly("keep", "thank");
        done.clear();
        new Conversation.Greeting().stops(this);
        assertThat(done).containsExactly("hang up");
    }

    @Override
    public void greet() {
        done.add("greet");
    }

    @Override
    public void beep() {
        done.add("beep");
    }

    @Override
    public void record() {
        done.add("record");
    }

    @Override
    public void keep() {
        done.add("keep");
    }

    @Override
    public void thank() {
        done.add("thank");
    }

    @Override
    public void apologise() {
        done.add("apologise");
    }

    @Override
    public void pickUp() {
        done.add("pick up");
    }

    @Override
    public void hangUp() {
        done.add("hang up");
    }

    @Override
    public void over() {
        done.add("over");
    }
}
