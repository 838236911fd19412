package offhook.xmpp.stream.sasl;

import java.util.Locale;

/** Why a SASL exchange failed, RFC 6120 §6.5: those conditions that this server has a use for. */
public enum SaslError {
    ABORTED,
    ENCRYPTION_REQUIRED,
    INCORRECT_ENCODING,
    INVALID_AUTHZID,
    INVALID_MECHANISM,
    MALFORMED_REQUEST,
    NOT_AUTHORIZED,
    TEMPORARY_AUTH_FAILURE;

    /** The name of the element. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
