package offhook.sip.message;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SubscriptionState;
import gov.nist.javax.sip.parser.ParametersParser;
import gov.nist.javax.sip.parser.TokenTypes;
import java.text.ParseException;

/**
 * Subscription-State, RFC 6665 §8.4. JAIN-SIP's own parser of it loses the parameters behind a blank, and the whole header
 * for one number that is none; its parser of parameters in general does neither. Public since JAIN-SIP makes it.
 */
public final class SubscriptionStateParser extends ParametersParser {

    /** @param line the whole header line, with its end */
    public SubscriptionStateParser(String line) {
        super(line);
    }

    @Override
    public SIPHeader parse() throws ParseException {
        headerName(TokenTypes.SUBSCRIPTION_STATE);
        lexer.match(TokenTypes.ID);
        var header = new SubscriptionState();
        header.setState(lexer.getNextToken().getTokenValue());
        lexer.SPorHT();
        try {
            super.parse(header);
        } catch (ParseException unreadable) {
            return header; // that it is over counts, even if why cannot be read
        }
        return header;
    }
}
