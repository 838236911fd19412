package offhook.sip.message;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.parser.ParserFactory;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import javax.sip.header.Header;

/** JAIN-SIP's parsers, for one header at a time. Whatever they throw is the fault of what they were given. */
final class JainHeaders {

    static {
        JainLog.install();
        ParserFactory.addToParserTable("subscription-state", SubscriptionStateParser.class);
    }

    /** The parameters of a URI cost their square there: 1900 of them 80 ms. */
    private static final int PARAMETERS = 256;

    private JainHeaders() {}

    static <H extends Header> List<H> parse(HeaderName name, String value, Class<H> type) {
        if (value.chars().filter(c -> c == ';').count() > PARAMETERS) {
            throw SipFailure.bad(name.toString());
        }
        SIPHeader parsed;
        try {
            parsed = parse(name, value);
        } catch (ParseException asItStands) {
            parsed = tidied(name, value);
        }
        var headers = new ArrayList<H>();
        for (Object header : parsed instanceof SIPHeaderList<?> list ? list : List.of(parsed)) {
            if (!type.isInstance(header)) {
                throw SipFailure.bad(name.toString());
            }
            headers.add(type.cast(header));
        }
        return headers;
    }

    /** Who breaks a rule that carries nothing is understood all the same. */
    private static SIPHeader tidied(HeaderName name, String value) {
        try {
            return parse(name, Tidied.of(value));
        } catch (ParseException unreadable) {
            throw SipFailure.bad(name.toString());
        }
    }

    private static SIPHeader parse(HeaderName name, String value) throws ParseException {
        try {
            return ParserFactory.createParser(name + ": " + value + "\n").parse();
        } catch (RuntimeException | StackOverflowError unreadable) {
            throw new ParseException(name.toString(), 0);
        }
    }
}
