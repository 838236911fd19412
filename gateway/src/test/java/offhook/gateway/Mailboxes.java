package offhook.gateway;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.mail.Mail;
import offhook.mail.MailBridge;
import offhook.mail.Outcome;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Said;

/**
 * The mailboxes of a trace: {@code juliet.mail} gets what is sent to juliet, as a subject, a blank line and the text. The
 * events are "mail server goes away" and "mail server comes back".
 */
final class Mailboxes implements MailBridge {

    private final Queue<Mail> unread = new ArrayDeque<>();
    private boolean away;

    static boolean isOne(String name) {
        return name.endsWith(".mail");
    }

    @Override
    public CompletionStage<Outcome> send(Mail mail) {
        if (away) {
            return CompletableFuture.completedFuture(new Outcome.TryLater("the mail server is away"));
        }
        unread.add(mail);
        return CompletableFuture.completedFuture(new Outcome.Accepted());
    }

    void check(Said step, Blanks blanks, String where) {
        var mail = unread.poll();
        var expected = blanks.fill(step.text());
        var got = mail == null ? "nothing" : text(mail);
        if (mail == null || !owner(mail).equals(step.to()) || !blanks.matches(expected, got)) {
            fail(where + ":" + step.line() + ": " + step.to() + " should get\n" + expected.indent(2) + "and got\n"
                    + got.indent(2));
        }
    }

    boolean happens(Event event) {
        switch (event.text()) {
            case "mail server goes away" -> away = true;
            case "mail server comes back" -> away = false;
            default -> {
                return false;
            }
        }
        return true;
    }

    List<String> unread() {
        return unread.stream()
                .map(mail -> owner(mail) + " got " + mail.subject())
                .toList();
    }

    private static String owner(Mail mail) {
        var address = mail.to().value();
        return address.substring(0, address.indexOf('@')) + ".mail";
    }

    private static String text(Mail mail) {
        return "Subject: " + mail.subject() + "\n\n" + mail.text().strip();
    }
}
