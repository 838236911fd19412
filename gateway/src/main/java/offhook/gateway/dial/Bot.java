package offhook.gateway.dial;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.sip.control.ControlListener;
import offhook.sip.control.Ending;
import offhook.sip.control.Stage;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/** Understands what people write to {@code phone.<domain>}, and answers in their language. Safe to share. */
final class Bot {

    /** Nobody else hears of the call. */
    static final ControlListener NOBODY = new ControlListener() {
        @Override
        public void reached(Stage stage) {}

        @Override
        public void ended(Ending why) {}
    };

    private static final int LONGEST = 200;
    private static final int LAST = 10;

    /** What is typed by hand comes slower. */
    private static final int LINES_PER_MINUTE = 30;

    private final Directory directory;
    private final NumberReader numbers;
    private final Dialling dialling;
    private final History history;
    private final Executor pool;
    private final Consumer<Stanza> out;
    private final Paces paces;

    /** @param pool reads the database */
    Bot(
            Directory directory,
            NumberReader numbers,
            Dialling dialling,
            History history,
            Executor pool,
            Consumer<Stanza> out,
            InstantSource clock) {
        this.directory = directory;
        this.numbers = numbers;
        this.dialling = dialling;
        this.history = history;
        this.pool = pool;
        this.out = out;
        paces = new Paces(clock, LINES_PER_MINUTE);
    }

    /** @throws StanzaError if nobody could ever answer */
    void received(Message message) {
        if (message.type() == Message.Type.ERROR || message.body().isEmpty()) {
            return; // chat states, receipts and markers
        }
        if (message.type() == Message.Type.GROUPCHAT) {
            throw StanzaError.serviceUnavailable("a phone is no room");
        }
        var person = directory
                .user(message.from())
                .orElseThrow(() -> StanzaError.forbidden("only people of this server call by chat"));
        if (!paces.take(person.id())) {
            throw StanzaError.resourceConstraint("too many lines in a short time");
        }
        message.custody().hold();
        try {
            pool.execute(() -> {
                try {
                    answer(person, message);
                } finally {
                    message.custody().release();
                }
            });
        } catch (RejectedExecutionException e) {
            message.custody().release();
            throw StanzaError.resourceConstraint("too much to do; try again later");
        }
    }

    private void answer(User person, Message message) {
        var words = new DialWords(person);
        Consumer<String> tell = line -> out.accept(line(message, line));
        try {
            understand(person, message, words, tell);
        } catch (CannotCall why) {
            tell.accept(why.in(words));
        }
    }

    private void understand(User person, Message message, DialWords words, Consumer<String> tell) {
        var line = message.body().orElseThrow().strip();
        if (line.length() > LONGEST) {
            throw new CannotCall("unknown", line.substring(0, 20) + '…');
        }
        var said = line.toLowerCase(Locale.ROOT);
        if (said.equals("1")) {
            callBack(person, message, words, tell);
        } else if (words.commands("say.help").contains(said)) {
            tell.accept(words.get("help"));
        } else if (words.commands("say.history").contains(said)) {
            tell.accept(lastCalls(person, words));
        } else if (words.commands("say.hangup").contains(said)) {
            tell.accept(dialling.hangUp(person.id())
                    .map(who -> words.get("hungup", who))
                    .orElseGet(() -> words.get("nothing")));
        } else {
            call(person, callee(line, said, words), words, tell);
        }
    }

    /** "call 201": what stands behind the word. */
    private static String callee(String line, String said, DialWords words) {
        List<String> calls = words.commands("say.call");
        if (calls.contains(said)) {
            return "";
        }
        return calls.stream()
                .filter(word -> said.startsWith(word + ' '))
                .map(word -> line.substring(word.length()))
                .findFirst()
                .orElseThrow(() -> new CannotCall("unknown", line));
    }

    private void call(User person, String callee, DialWords words, Consumer<String> tell) {
        begin(person, numbers.read(person, callee), words, tell);
    }

    private void callBack(User person, Message message, DialWords words, Consumer<String> tell) {
        var caller = history.alerted(person, message.to()).orElseThrow(() -> new CannotCall("refused.whom"));
        begin(person, numbers.of(person, caller), words, tell);
    }

    private void begin(User person, Dialled to, DialWords words, Consumer<String> tell) {
        dialling.call(person, to, tell, NOBODY);
        tell.accept(words.get("begun", to.shown()));
    }

    private String lastCalls(User person, DialWords words) {
        var calls = history.last(person, LAST);
        if (calls.isEmpty()) {
            return words.get("history.none");
        }
        return String.join(
                "\n", calls.stream().map(call -> history.line(person, call)).toList());
    }

    /** A line to whoever wrote, from where they wrote to. */
    private static Stanza line(Message to, String text) {
        return Lines.chat(to.to(), to.from(), text);
    }
}
