package offhook.xmpp.form;

import java.util.List;
import java.util.stream.IntStream;
import offhook.xmpp.form.DataForm.Field;
import offhook.xmpp.xml.Element;

/**
 * What was found, as a form with several items, XEP-0004 §3.4. Immutable and safe to share.
 *
 * @param columns name, type and label of each
 * @param rows for each row the text of each column
 */
public record FormTable(String formType, String title, List<Field> columns, List<List<String>> rows) {

    public FormTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    public static Field column(String var, String type, String label) {
        return new Field(var, type, label, List.of(), List.of());
    }

    /** As {@code <x type='result'/>}. */
    public Element toElement() {
        var reported = Element.of("reported", DataForm.NS)
                .with(columns.stream().map(DataForm::toElement).toList());
        return DataForm.of("result", formType)
                .titled(title, "")
                .toElement()
                .with(reported)
                .with(rows.stream().map(this::item).toList());
    }

    private Element item(List<String> row) {
        return Element.of("item", DataForm.NS)
                .with(IntStream.range(0, columns.size())
                        .mapToObj(i -> Element.of("field", DataForm.NS)
                                .with("var", columns.get(i).var())
                                .with(Element.of("value", DataForm.NS, row.get(i))))
                        .toList());
    }
}
