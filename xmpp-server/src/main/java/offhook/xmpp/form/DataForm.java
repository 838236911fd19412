package offhook.xmpp.form;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * A form to fill in, or one that was, XEP-0004. Immutable and safe to share; the methods that add a field return a longer
 * form.
 *
 * @param type form, submit, cancel or result
 * @param title "" for none; likewise the instructions
 */
public record DataForm(String type, String title, String instructions, List<Field> fields) {

    public static final String NS = "jabber:x:data";

    private static final String FORM_TYPE = "FORM_TYPE";

    public DataForm {
        fields = List.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param var null for a fixed one
     * @param type as in §3.3; "" where the form does not say, as a submitted one may
     * @param required whether it has to be filled in
     */
    public record Field(
            String var, String type, String label, List<String> values, List<Option> options, boolean required) {

        public Field {
            values = List.copyOf(values);
            options = List.copyOf(options);
        }

        /** One that may be left empty. */
        public Field(String var, String type, String label, List<String> values, List<Option> options) {
            this(var, type, label, values, options, false);
        }

        /** The same with these values. */
        public Field with(List<String> others) {
            return new Field(var, type, label, others, options, required);
        }
    }

    /** One of the values that a list offers. */
    public record Option(String label, String value) {}

    /** A form of one kind with nothing in it but that, XEP-0068. */
    public static DataForm of(String type, String formType) {
        return new DataForm(type, "", "", List.of(new Field(FORM_TYPE, "hidden", "", List.of(formType), List.of())));
    }

    /** The form inside an element, if there is one. */
    public static Optional<DataForm> in(Element parent) {
        return parent.child("x", NS).map(DataForm::read);
    }

    /** Reads {@code <x/>}; what is missing is empty. */
    public static DataForm read(Element x) {
        var fields = new ArrayList<Field>();
        for (var field : x.children("field", NS)) {
            var options = field.children("option", NS).stream()
                    .map(option -> new Option(
                            option.attribute("label").orElse(""),
                            option.childText("value").orElse("")))
                    .toList();
            fields.add(new Field(
                    field.attribute("var").orElse(null),
                    field.attribute("type").orElse(""),
                    field.attribute("label").orElse(""),
                    field.children("value", NS).stream().map(Element::text).toList(),
                    options,
                    field.child("required", NS).isPresent()));
        }
        return new DataForm(
                x.attribute("type").orElse(""),
                x.childText("title").orElse(""),
                x.childText("instructions").orElse(""),
                fields);
    }

    public DataForm titled(String newTitle, String newInstructions) {
        return new DataForm(type, newTitle, newInstructions, fields);
    }

    public DataForm with(Field field) {
        var more = new ArrayList<>(fields);
        more.add(field);
        return new DataForm(type, title, instructions, more);
    }

    /** A field with any number of values. */
    public DataForm with(String var, String fieldType, String label, List<String> values) {
        return with(new Field(var, fieldType, label, values, List.of()));
    }

    /** A field that has to be filled in. */
    public DataForm needs(String var, String fieldType, String label) {
        return with(new Field(var, fieldType, label, List.of(), List.of(), true));
    }

    /** A field that may be filled in. */
    public DataForm asks(String var, String fieldType, String label) {
        return with(new Field(var, fieldType, label, List.of(), List.of()));
    }

    /** Without a field. */
    public DataForm without(String var) {
        return new DataForm(
                type,
                title,
                instructions,
                fields.stream().filter(field -> !var.equals(field.var())).toList());
    }

    /** A line of text. */
    public DataForm text(String var, String label, String value) {
        return with(var, "text-single", label, List.of(value));
    }

    public DataForm bool(String var, String label, boolean value) {
        return with(var, "boolean", label, List.of(value ? "1" : "0"));
    }

    /** One of several: each option is a label and a value. */
    public DataForm choice(String var, String label, String value, Option... options) {
        return with(new Field(var, "list-single", label, List.of(value), Arrays.asList(options)));
    }

    /** Some of several. */
    public DataForm choices(String var, String label, List<String> values, Option... options) {
        return with(new Field(var, "list-multi", label, values, Arrays.asList(options)));
    }

    /** What was filled in, without all that helps to fill it in. */
    public DataForm bare() {
        return new DataForm(
                type,
                "",
                "",
                fields.stream()
                        .map(field -> new Field(field.var(), "", "", field.values(), List.of()))
                        .toList());
    }

    /** What kind of form it says it is; "" if it does not. */
    public String formType() {
        return value(FORM_TYPE).orElse("");
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The first value of a field; empty if the field is not there or has none. */
    public Optional<String> value(String var) {
        return field(var).flatMap(field -> field.values().stream().findFirst());
    }

    /** All values of a field; empty if it is not there. */
    public Optional<List<String>> values(String var) {
        return field(var).map(Field::values);
    }

    /**
     * A field that says yes or no, §3.3; empty if it is not there or has no value.
     *
     * @throws StanzaError not-acceptable if it says anything else
     */
    public Optional<Boolean> flag(String var) {
        return value(var).map(text -> switch (text.strip()) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw StanzaError.notAcceptable(var + ": expected true or false");
        });
    }

    private Optional<Field> field(String var) {
        return fields.stream().filter(field -> var.equals(field.var())).findFirst();
    }

    /** As {@code <x/>}. */
    public Element toElement() {
        var x = Element.of("x", NS).with("type", type);
        if (!title.isEmpty()) {
            x = x.with(Element.of("title", NS, title));
        }
        if (!instructions.isEmpty()) {
            x = x.with(Element.of("instructions", NS, instructions));
        }
        return x.with(fields.stream().map(DataForm::toElement).toList());
    }

    static Element toElement(Field field) {
        var element = Element.of("field", NS)
                .with("var", field.var())
                .with("type", field.type().isEmpty() ? null : field.type())
                .with("label", field.label().isEmpty() ? null : field.label())
                .with(field.values().stream()
                        .map(value -> Element.of("value", NS, value))
                        .toList());
        if (field.required()) {
            element = element.with(Element.of("required", NS));
        }
        return element.with(field.options().stream()
                .map(option -> Element.of("option", NS)
                        .with("label", option.label().isEmpty() ? null : option.label())
                        .with(Element.of("value", NS, option.value())))
                .toList());
    }
}
