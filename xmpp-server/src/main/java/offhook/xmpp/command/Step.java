package offhook.xmpp.command;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.xmpp.form.Answers;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.xml.Element;

/**
 * Where a command has come to: it asks for something, or it is done. A step that fails with a
 * {@link offhook.xmpp.stanza.StanzaError} may be tried again with other answers.
 */
public sealed interface Step {

    /**
     * A form is to be filled in.
     *
     * @param last whether the command is done when it is
     * @param then what follows, for answers that are valid; it may read the database
     */
    record Ask(DataForm form, boolean last, Function<Answers, CompletionStage<Step>> then) implements Step {}

    /** Nothing more is to be done; the payload is what came of it, such as a form of type "result". */
    record Done(List<Note> notes, List<Element> payload) implements Step {

        public Done {
            notes = List.copyOf(notes);
            payload = List.copyOf(payload);
        }
    }

    /** Asks for more before the last form. */
    static CompletionStage<Step> ask(DataForm form, Function<Answers, CompletionStage<Step>> then) {
        return now(new Ask(form, false, then));
    }

    /** Asks for what is missing to do it. */
    static CompletionStage<Step> askLast(DataForm form, Function<Answers, CompletionStage<Step>> then) {
        return now(new Ask(form, true, then));
    }

    /** It is done, and this is to be read. */
    static Step done(String note) {
        return new Done(List.of(new Note(Note.Kind.INFO, note)), List.of());
    }

    /** It is over, but was not done. */
    static Step failed(String note) {
        return new Done(List.of(new Note(Note.Kind.ERROR, note)), List.of());
    }

    /** This came of it. */
    static Step result(Element payload) {
        return new Done(List.of(), List.of(payload));
    }

    /** A step that is there already. */
    static CompletionStage<Step> now(Step step) {
        return CompletableFuture.completedStage(step);
    }
}
