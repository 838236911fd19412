package offhook.xmpp.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * What somebody wants to read of an archive, XEP-0313 §4. Immutable and safe to share.
 *
 * @param id with which the client tells its queries apart; null for none
 * @param with whom the messages were exchanged
 * @param ids only these; empty for any
 * @param page of which the index is never given
 * @param flipped whether the page comes the newest first, §4.3.4
 */
public record Query(
        String id,
        Optional<Jid> with,
        Optional<Instant> start,
        Optional<Instant> end,
        Optional<String> afterId,
        Optional<String> beforeId,
        List<String> ids,
        PageRequest page,
        boolean flipped) {

    public static final String NS = "urn:xmpp:mam:2";

    /** §4.1.3, §4.3.4, §5: what is found by ids, flipped pages, metadata. */
    public static final String EXTENDED = NS + "#extended";

    static final String GROUPCHAT_FIELD = NS + "#groupchat-field";

    private static final int LONGEST_ID = 256;
    private static final String VALIDATE = "http://jabber.org/protocol/xdata-validate";

    private static final Set<String> FIELDS =
            Set.of("FORM_TYPE", "with", "start", "end", "after-id", "before-id", "ids", "include-groupchat");

    /**
     * Reads {@code <query/>}.
     *
     * @throws StanzaError if it is none: feature-not-implemented for a field that nobody knows (§4.1.5)
     */
    public static Query read(Element query) {
        var form = DataForm.in(query).orElse(DataForm.of("submit", NS));
        if (!form.formType().equals(NS)) {
            throw StanzaError.badRequest("FORM_TYPE: expected " + NS);
        }
        var seen = new HashSet<String>();
        for (var field : form.fields()) {
            if (field.var() == null || !FIELDS.contains(field.var())) {
                throw StanzaError.featureNotImplemented("there is no field " + field.var());
            }
            if (!seen.add(field.var())) {
                throw StanzaError.badRequest("one field " + field.var() + " is enough");
            }
        }
        form.flag("include-groupchat"); // there is none in a user's archive, and nothing else in a room's
        var page = PageRequest.in(query);
        if (page.index().isPresent()) {
            throw StanzaError.featureNotImplemented("places of messages are not counted");
        }
        var id = query.attribute("queryid").orElse(null);
        if (id != null && id.length() > LONGEST_ID) {
            throw StanzaError.policyViolation(
                    "queryid: at most " + LONGEST_ID + " characters, it goes with every result");
        }
        var ids = form.values("ids").orElse(List.of());
        if (ids.size() > PageRequest.LARGEST) {
            throw StanzaError.policyViolation("ids: at most " + PageRequest.LARGEST);
        }
        return new Query(
                id,
                value(form, "with").map(Query::jid),
                value(form, "start").map(text -> time("start", text)),
                value(form, "end").map(text -> time("end", text)),
                value(form, "after-id"),
                value(form, "before-id"),
                ids,
                page,
                query.child("flip-page").isPresent());
    }

    private static Optional<String> value(DataForm form, String field) {
        return form.value(field).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Jid jid(String text) {
        try {
            return Jid.parse(text);
        } catch (IllegalArgumentException e) {
            throw StanzaError.jidMalformed("with: " + e.getMessage());
        }
    }

    /** XEP-0082 §3.2; a year has four digits. */
    private static Instant time(String field, String text) {
        try {
            var time = OffsetDateTime.parse(text);
            if (time.getYear() >= 0 && time.getYear() <= 9_999) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            throw StanzaError.badRequest(field + ": expected a time such as 2010-06-07T00:00:00Z");
        }
        throw StanzaError.badRequest(field + ": expected a year of four digits");
    }

    /** The form that says what can be asked, §4.1.5. */
    public static Element form() {
        var form = DataForm.of("form", NS)
                .with("with", "jid-single", "", List.of())
                .with("start", "text-single", "", List.of())
                .with("end", "text-single", "", List.of())
                .with("before-id", "text-single", "", List.of())
                .with("after-id", "text-single", "", List.of())
                .with("include-groupchat", "boolean", "", List.of())
                .toElement();
        var ids = Element.of("field", DataForm.NS)
                .with("var", "ids")
                .with("type", "list-multi")
                .with(Element.of("validate", VALIDATE)
                        .with("datatype", "xs:string")
                        .with(Element.of("open", VALIDATE)));
        return Element.of("query", NS).with(form.with(ids));
    }
}
