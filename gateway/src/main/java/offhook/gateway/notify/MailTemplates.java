package offhook.gateway.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offhook.mail.HeaderText;
import offhook.runtime.life.FileTrouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frame around what mails tell: files that an admin writes, {@code mail.txt} and {@code mail.html}, or {@code mail_de.txt}
 * and {@code mail_de.html} for those who read German; our own where there is none. Read for each mail, so that a change
 * holds at once. Safe to share.
 *
 * @param folder where the files are, if there are any
 */
public record MailTemplates(Path folder) {

    private static final Logger log = LoggerFactory.getLogger(MailTemplates.class);

    private static final String FOLDER = "templates";
    private static final String OWN_TEXT = "Subject: {subject}\n\n{body}\n";
    private static final String OWN_HTML =
            """
            <!DOCTYPE html>
            <html lang="{language}">
            <head><meta charset="utf-8"><title>{subject}</title></head>
            <body>
            {body}</body>
            </html>
            """;

    private static final List<String> KEYS = List.of("subject", "body", "name", "language");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]{1,20})\\}");
    private static final Pattern NAME = Pattern.compile("mail(_[a-z]{2,8})?\\.(txt|html)");
    private static final Pattern SUBJECT = Pattern.compile("(?s)^Subject: ([^\n]{1,200})\n\\s*?\n(.*)$");
    private static final int LARGEST = 256 << 10;

    /** Those in the data folder. */
    public static MailTemplates in(Path data) {
        return new MailTemplates(data.resolve(FOLDER));
    }

    /**
     * What is filled in.
     *
     * @param body lines of text, or paragraphs
     * @param name of who is told
     */
    record Filling(String subject, String body, String name, Locale language) {

        private Map<String, String> values() {
            return Map.of("subject", subject, "body", body, "name", name, "language", language.toLanguageTag());
        }
    }

    /** A mail in plain text. */
    record Plain(HeaderText subject, String text) {}

    Plain plain(Filling filling) {
        var template = template(filling.language(), "txt").flatMap(MailTemplates::split);
        var filled = template.map(
                parts -> parts.stream().map(part -> filled(part, filling)).toList());
        return filled.flatMap(MailTemplates::plain).orElseGet(() -> own(filling));
    }

    private static Plain own(Filling filling) {
        var parts = split(OWN_TEXT).orElseThrow();
        return new Plain(new HeaderText(filled(parts.get(0), filling)), filled(parts.get(1), filling));
    }

    /** A name can be as long as the subject may not be. */
    private static Optional<Plain> plain(List<String> parts) {
        try {
            return Optional.of(new Plain(new HeaderText(parts.get(0)), parts.get(1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param filling everything in it is HTML already */
    String html(Filling filling) {
        return filled(template(filling.language(), "html").orElse(OWN_HTML), filling);
    }

    private static String filled(String template, Filling filling) {
        var values = filling.values();
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }

    /** The one for this language, else that for all. */
    private Optional<String> template(Locale language, String ending) {
        for (var name : List.of("mail_" + language.getLanguage() + '.' + ending, "mail." + ending)) {
            var file = folder.resolve(name);
            if (NAME.matcher(name).matches() && Files.exists(file)) {
                var mistake = mistake(file);
                if (mistake.isEmpty()) {
                    return read(file);
                }
                log.error("{}; mails go without it", mistake.get());
            }
        }
        return Optional.empty();
    }

    /** What is wrong with the files, a line each: what, where and what was expected. Blocks. */
    public List<String> mistakes() {
        var found = new ArrayList<String>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                files.sorted().forEach(file -> mistake(file).ifPresent(found::add));
            } catch (IOException e) {
                found.add("the folder " + folder + " cannot be read: " + FileTrouble.why(e));
            }
        }
        return found;
    }

    private static Optional<String> mistake(Path file) {
        if (!NAME.matcher(file.getFileName().toString()).matches()) {
            return Optional.of(file + ": expected mail.txt, mail.html, or a language such as mail_de.html");
        }
        var text = read(file);
        if (text.isEmpty()) {
            return Optional.of(file + ": expected a readable file of UTF-8, at most 256 KB");
        }
        if (file.toString().endsWith(".txt") && split(text.get()).isEmpty()) {
            return Optional.of(file + ": expected \"Subject: …\" in the first line, then an empty one");
        }
        var unknown =
                PLACE.matcher(text.get()).results().map(place -> place.group(1)).filter(key -> !KEYS.contains(key));
        var first = unknown.findFirst();
        if (first.isPresent()) {
            return Optional.of(
                    file + ": there is no {" + first.get() + "}; expected {subject}, {body}, {name} or {language}");
        }
        return text.get().contains("{body}") ? Optional.empty() : Optional.of(file + ": expected {body} somewhere");
    }

    /** Subject and text. */
    private static Optional<List<String>> split(String template) {
        var parts = SUBJECT.matcher(template);
        return parts.matches() ? Optional.of(List.of(parts.group(1), parts.group(2))) : Optional.empty();
    }

    private static Optional<String> read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
            return Optional.of(text.toString().replace("\r\n", "\n"));
        } catch (IOException e) {
            return Optional.empty(); // it cannot be read, or is in another charset
        }
    }
}
