package offhook.xmpp.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm.Field;

/**
 * What somebody filled into a form that we had asked for: every field holds what its type allows, XEP-0004 §3.3, and none
 * that is required is empty. Immutable and safe to share.
 */
public final class Answers {

    private static final int MOST_VALUES = 1_000;

    private final DataForm given;

    private Answers(DataForm given) {
        this.given = given;
    }

    /**
     * Compares what was asked and what was given; fields that nobody asked for are ignored, and those that are not there
     * have the value that was proposed.
     *
     * @throws IllegalArgumentException with one line that says which field, and what was expected
     */
    public static Answers to(DataForm asked, DataForm given) {
        if (!given.formType().isEmpty() && !given.formType().equals(asked.formType())) {
            throw new IllegalArgumentException("FORM_TYPE: expected " + asked.formType());
        }
        var fields = new ArrayList<Field>();
        for (var field : asked.fields()) {
            if (field.var() != null
                    && !field.type().equals("hidden")
                    && !field.type().equals("fixed")) {
                fields.add(checked(field, given.values(field.var()).orElse(field.values())));
            }
        }
        return new Answers(new DataForm("submit", "", "", fields));
    }

    private static Field checked(Field asked, List<String> values) {
        // An empty line is how most clients leave a field empty.
        var filled = values.stream().anyMatch(value -> !value.isBlank()) ? values : List.<String>of();
        if (filled.isEmpty() && asked.required()) {
            throw wrong(asked, "it has to be filled in");
        }
        boolean several = asked.type().endsWith("-multi");
        if (filled.size() > (several ? MOST_VALUES : 1)) {
            throw wrong(asked, several ? "at most " + MOST_VALUES + " values" : "one value");
        }
        filled.stream().filter(value -> !value.isBlank()).forEach(value -> check(asked, value));
        return asked.with(filled);
    }

    private static void check(Field asked, String value) {
        switch (asked.type()) {
            case "boolean" -> {
                if (!List.of("0", "1", "true", "false").contains(value)) {
                    throw wrong(asked, "expected true or false");
                }
            }
            case "jid-single", "jid-multi" -> jid(asked, value);
            case "list-single", "list-multi" -> {
                if (asked.options().stream().noneMatch(option -> option.value().equals(value))) {
                    throw wrong(asked, "expected one of the options");
                }
            }
            default -> {} // any text
        }
    }

    private static Jid jid(Field asked, String value) {
        try {
            return Jid.parse(value.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(asked.var() + ": expected a JID", e);
        }
    }

    private static IllegalArgumentException wrong(Field asked, String why) {
        return new IllegalArgumentException(asked.var() + ": " + why);
    }

    /** The text of a field with one value; empty if it was left empty. */
    public Optional<String> text(String var) {
        return given.value(var);
    }

    /** The lines of a text of several; "" if it was left empty. */
    public String lines(String var) {
        return String.join("\n", given.values(var).orElse(List.of()));
    }

    /** All values. */
    public List<String> values(String var) {
        return given.values(var).orElse(List.of());
    }

    /** The address in a field that was required. */
    public Jid jid(String var) {
        return jids(var).get(0);
    }

    /** Each address once, in the order in which they were given. */
    public List<Jid> jids(String var) {
        return values(var).stream()
                .filter(value -> !value.isBlank())
                .map(value -> Jid.parse(value.strip()))
                .distinct()
                .toList();
    }

    /** A yes; false if it was left empty. */
    public boolean flag(String var) {
        return given.flag(var).orElse(false);
    }

    /** The form that was asked, with what was filled in as proposals; a password has to be typed again. */
    public DataForm into(DataForm asked) {
        return new DataForm(
                asked.type(),
                asked.title(),
                asked.instructions(),
                asked.fields().stream()
                        .map(field -> field.var() == null || field.type().equals("text-private")
                                ? field
                                : field.with(given.values(field.var()).orElse(field.values())))
                        .toList());
    }
}
