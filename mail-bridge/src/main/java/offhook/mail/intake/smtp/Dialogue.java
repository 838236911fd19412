package offhook.mail.intake.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import offhook.directory.address.DisplayName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client and we say to each other, line by line: RFC 5321 §3 and §4, RFC 2033 for LMTP. It relays nothing: what it
 * takes stays here. Without socket and clock; belongs to its connection.
 */
public final class Dialogue {

    private static final Logger log = LoggerFactory.getLogger(Dialogue.class);

    /** RFC 5321 §4.5.3.1.8. */
    private static final int MOST_RECIPIENTS = 100;

    private static final int MOST_MISTAKES = 20;
    private static final int WRONG_PASSWORD = 7; // counts as so many

    private static final Reply OK = Reply.of(250, "2.0.0 ok");
    private static final Reply OUT_OF_ORDER = Reply.of(503, "5.5.1 not now");
    private static final Reply NOT_UNDERSTOOD = Reply.of(501, "5.5.4 the argument cannot be read");

    private final Terms terms;
    private final Mails mails;
    private final String client;
    private final boolean isLocal;
    private boolean encrypted;
    private boolean greeted;
    private boolean known;
    private Login login; // null while nobody logs in
    private Optional<Path> sender = Optional.empty();
    private final List<String> recipients = new ArrayList<>();
    private int mistakes;

    /**
     * @param client its IP address
     * @param isLocal whether nobody can listen in on the way
     */
    public Dialogue(Terms terms, Mails mails, String client, boolean isLocal) {
        this.terms = terms;
        this.mails = mails;
        this.client = client;
        this.isLocal = isLocal;
        this.known = terms.login().isEmpty();
    }

    public Reply greeting() {
        return Reply.of(220, terms.host() + (terms.protocol() == Protocol.LMTP ? " LMTP" : " ESMTP") + " Offhook");
    }

    /** RFC 3207 §4.2: what was said before means nothing any more. */
    public void encrypted() {
        encrypted = true;
        greeted = false;
        known = terms.login().isEmpty();
        reset();
    }

    /** What cannot be a line of a client that we would understand. */
    public Turn unreadable(String why) {
        return new Turn.End(Reply.of(500, "5.5.2 " + why));
    }

    /** @param line without its end */
    public Turn on(String line) {
        var turn = login == null ? command(line) : loggingIn(line);
        if (!turn.reply().isGood() && ++mistakes > MOST_MISTAKES) {
            return new Turn.End(Reply.of(421, "4.7.0 too many mistakes"));
        }
        return turn;
    }

    private Turn command(String line) {
        var parts = line.split(" ", 2);
        var verb = parts[0].toUpperCase(Locale.ROOT);
        var argument = parts.length == 2 ? parts[1].strip() : "";
        boolean lacksTls = terms.encryption() == Encryption.REQUIRED && !encrypted;
        return switch (verb) {
            case "EHLO", "HELO", "LHLO" -> new Turn.Say(hello(verb, argument));
            case "STARTTLS" -> startTls(argument);
            case "NOOP" -> new Turn.Say(OK);
            case "QUIT" -> new Turn.End(Reply.of(221, "2.0.0 bye"));
            case "AUTH" -> lacksTls ? needsTls() : auth(argument);
            case "MAIL" -> lacksTls ? needsTls() : new Turn.Say(mail(argument));
            case "RCPT" -> lacksTls ? needsTls() : new Turn.Say(recipient(argument));
            case "DATA" -> lacksTls ? needsTls() : data(argument);
            case "RSET" -> {
                reset();
                yield new Turn.Say(OK);
            }
            // RFC 5321 §3.5.3: who is here is nobody's business.
            case "VRFY" -> new Turn.Say(Reply.of(252, "2.5.2 send a mail and see"));
            case "EXPN", "HELP" -> new Turn.Say(Reply.of(502, "5.5.1 not offered here"));
            default -> new Turn.Say(Reply.of(500, "5.5.1 unknown command"));
        };
    }

    private static Turn needsTls() {
        return new Turn.Say(Reply.of(530, "5.7.0 STARTTLS comes first"));
    }

    private Reply hello(String verb, String argument) {
        // RFC 2033 §4.1: LHLO in the place of the others.
        if (verb.equals("LHLO") != (terms.protocol() == Protocol.LMTP)) {
            return Reply.of(500, "5.5.1 this is " + terms.protocol());
        }
        if (argument.isEmpty()) {
            return NOT_UNDERSTOOD;
        }
        reset();
        greeted = true;
        return verb.equals("HELO") ? Reply.of(250, terms.host()) : new Reply(250, extensions());
    }

    private List<String> extensions() {
        var offered = new ArrayList<>(List.of(
                terms.host(), "PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "SIZE " + terms.largest()));
        if (terms.encryption() != Encryption.NEVER && !encrypted) {
            offered.add("STARTTLS");
        }
        if (mayLogIn()) {
            offered.add("AUTH PLAIN LOGIN");
        }
        return offered;
    }

    /** RFC 4954 §4: no password where others could read it. */
    private boolean mayLogIn() {
        return !known && (encrypted || isLocal);
    }

    private Turn startTls(String argument) {
        if (encrypted || terms.encryption() == Encryption.NEVER) {
            return new Turn.Say(OUT_OF_ORDER);
        }
        return argument.isEmpty() ? new Turn.Encrypt(Reply.of(220, "2.0.0 go ahead")) : new Turn.Say(NOT_UNDERSTOOD);
    }

    private Turn auth(String argument) {
        if (!greeted || !mayLogIn() || sender.isPresent()) {
            return new Turn.Say(OUT_OF_ORDER);
        }
        var parts = argument.split(" ", 2);
        var by = Login.by(parts[0]);
        if (by.isEmpty()) {
            return new Turn.Say(Reply.of(504, "5.5.4 PLAIN or LOGIN"));
        }
        login = by.get();
        // RFC 4954 §4: "=" is an answer of no octets.
        return after(parts.length == 1 ? login.begin() : login.on(parts[1].equals("=") ? "" : parts[1]));
    }

    private Turn loggingIn(String line) {
        if (line.equals("*")) {
            login = null;
            return new Turn.Say(Reply.of(501, "5.7.0 as you like"));
        }
        return after(login.on(line));
    }

    private Turn after(Login.Answer answer) {
        if (answer instanceof Login.Answer.Ask ask) {
            return new Turn.Say(Reply.of(334, ask.challenge()));
        }
        login = null;
        if (answer instanceof Login.Answer.Said said && isRight(said)) {
            known = true;
            return new Turn.Say(Reply.of(235, "2.7.0 welcome"));
        }
        mistakes += WRONG_PASSWORD;
        var user = answer instanceof Login.Answer.Said said ? said.user() : "";
        log.warn("login failed service=mail user={} address={}", new DisplayName(user).value(), client);
        return new Turn.Say(Reply.of(535, "5.7.8 wrong user or password"));
    }

    private boolean isRight(Login.Answer.Said said) {
        var account = terms.login().orElseThrow();
        // Both are compared, so that the time tells nothing of either.
        boolean isUser = same(account.user(), said.user());
        boolean isPassword = same(account.password(), said.password());
        return isUser && isPassword;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private Reply mail(String argument) {
        if (!greeted || sender.isPresent()) {
            return OUT_OF_ORDER;
        }
        if (!known) {
            return Reply.of(530, "5.7.0 AUTH comes first");
        }
        var path = Path.read("FROM", argument);
        if (path.isEmpty()) {
            return NOT_UNDERSTOOD;
        }
        var refusal = refusal(path.get());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        sender = path;
        return Reply.of(250, "2.1.0 ok");
    }

    private Optional<Reply> refusal(Path path) {
        var parameters = path.parameters();
        for (var name : parameters.keySet()) {
            if (!List.of("SIZE", "BODY", "SMTPUTF8", "AUTH").contains(name)) {
                return Optional.of(Reply.of(555, "5.5.4 unknown parameter"));
            }
        }
        var size = parameters.getOrDefault("SIZE", "0");
        if (!size.matches("\\d{1,20}")
                || !List.of("7BIT", "8BITMIME")
                        .contains(parameters.getOrDefault("BODY", "7BIT").toUpperCase(Locale.ROOT))) {
            return Optional.of(NOT_UNDERSTOOD);
        }
        if (!path.isAscii() && !parameters.containsKey("SMTPUTF8")) {
            return Optional.of(Reply.of(550, "5.6.7 SMTPUTF8 is missing"));
        }
        if (size.length() > 18 || Long.parseLong(size) > terms.largest()) {
            return Optional.of(Reception.TOO_LARGE.reply());
        }
        return mails.hasRoom() ? Optional.empty() : Optional.of(Reception.NO_ROOM.reply());
    }

    private Reply recipient(String argument) {
        if (sender.isEmpty()) {
            return OUT_OF_ORDER;
        }
        var path = Path.read("TO", argument);
        if (path.isEmpty() || path.get().address().isEmpty()) {
            return NOT_UNDERSTOOD;
        }
        var address = path.get().address();
        if (recipients.size() >= MOST_RECIPIENTS) {
            return Reply.of(452, "4.5.3 too many recipients");
        }
        if (!terms.takes().test(address)) {
            log.info("mail intake: {} sends to {}, who is nobody here", client, address);
            return Reply.of(550, "5.1.1 nobody here has this address");
        }
        recipients.add(address);
        return Reply.of(250, "2.1.5 ok");
    }

    private Turn data(String argument) {
        if (!argument.isEmpty()) {
            return new Turn.Say(NOT_UNDERSTOOD);
        }
        if (sender.isEmpty() || recipients.isEmpty()) {
            return new Turn.Say(OUT_OF_ORDER);
        }
        var envelope = new Envelope(client, sender.get().address(), recipients);
        return new Turn.Listen(Reply.of(354, "go on, and end with a dot"), envelope);
    }

    /** The mail is over: what is said to it. RFC 2033 §4.2: LMTP says so for each recipient. */
    public List<Reply> received(Reception what) {
        int answers = terms.protocol() == Protocol.LMTP ? recipients.size() : 1;
        reset();
        return Collections.nCopies(answers, what.reply());
    }

    private void reset() {
        sender = Optional.empty();
        recipients.clear();
    }
}
