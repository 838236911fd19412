package offhook.mail;

import com.sun.mail.smtp.SMTPAddressFailedException;
import com.sun.mail.smtp.SMTPSendFailedException;
import com.sun.mail.smtp.SMTPSenderFailedException;
import com.sun.mail.util.MailConnectException;
import java.io.FileNotFoundException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.mail.AuthenticationFailedException;
import javax.mail.MessagingException;
import javax.net.ssl.SSLException;

/** Reads from the exceptions of one attempt whether another one makes sense. */
final class Verdict {

    private static final int LONGEST_REASON = 300;

    /** What an exception chain may have, so that a circle in it ends. */
    private static final int DEEPEST = 20;

    private Verdict() {}

    static Outcome on(MessagingException failure, SmtpServer server) {
        var chain = chain(failure);
        for (var cause : chain) {
            var answered = answer(cause);
            if (answered.isPresent()) {
                return answered.get();
            }
        }
        for (var cause : chain) {
            if (cause instanceof FileNotFoundException) {
                return new Outcome.Refused(line("the attachment cannot be read: " + cause.getMessage()));
            }
        }
        return new Outcome.TryLater(line(server.address() + ' ' + unanswered(chain)));
    }

    /** RFC 5321 §4.2.1: the first digit of the answer decides. */
    private static Optional<Outcome> answer(Throwable cause) {
        if (cause instanceof SMTPAddressFailedException e) {
            return Optional.of(decided(e.getReturnCode(), e.getMessage()));
        }
        if (cause instanceof SMTPSenderFailedException e) {
            return Optional.of(decided(e.getReturnCode(), e.getMessage()));
        }
        if (cause instanceof SMTPSendFailedException e && e.getReturnCode() > 0) {
            return Optional.of(decided(e.getReturnCode(), e.getMessage()));
        }
        return Optional.empty();
    }

    private static Outcome decided(int code, String said) {
        String reason = line(said);
        return switch (code) {
            // RFC 4954 §6: wrong or missing login is the admin's to mend, and then the mail goes.
            case 530, 534, 535, 538 -> new Outcome.TryLater(reason);
            default -> code >= 500 ? new Outcome.Refused(reason) : new Outcome.TryLater(reason);
        };
    }

    private static String unanswered(List<Throwable> chain) {
        for (var cause : chain) {
            if (cause instanceof AuthenticationFailedException) {
                return "does not accept our login: " + cause.getMessage();
            }
            if (cause instanceof SocketTimeoutException) {
                return "does not answer in time";
            }
            if (cause instanceof SSLException) {
                return "has no TLS that we trust: " + cause.getMessage();
            }
        }
        var last = chain.get(chain.size() - 1);
        return chain.get(0) instanceof MailConnectException
                ? "cannot be reached: " + last.getMessage()
                : "broke off: " + last.getMessage();
    }

    /** The exception, those it is linked to, and their causes, each once, the outermost first. */
    private static List<Throwable> chain(MessagingException failure) {
        var found = new ArrayList<Throwable>();
        found.add(failure);
        for (int i = 0; i < found.size() && found.size() < DEEPEST; i++) {
            var at = found.get(i);
            if (at instanceof MessagingException linked && linked.getNextException() != null) {
                add(found, linked.getNextException());
            }
            if (at.getCause() != null) {
                add(found, at.getCause());
            }
        }
        return found;
    }

    private static void add(List<Throwable> found, Throwable cause) {
        if (!found.contains(cause)) {
            found.add(cause);
        }
    }

    /** A server's answer on one line, without anything that could break a log or a terminal. */
    private static String line(String text) {
        var out = new StringBuilder();
        text.codePoints().limit(LONGEST_REASON).forEach(c -> {
            boolean space = Character.isWhitespace(c) || Character.isISOControl(c);
            if (!space) {
                out.appendCodePoint(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        });
        return out.toString().strip();
    }
}
