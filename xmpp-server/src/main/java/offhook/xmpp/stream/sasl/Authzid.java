package offhook.xmpp.stream.sasl;

import offhook.directory.User;
import offhook.directory.address.Jid;

/** The authorization identity, RFC 6120 §6.3.8: nobody may act as somebody else. */
final class Authzid {

    private Authzid() {}

    /** Success for the user, or invalid-authzid. */
    static Turn check(String authzid, User user, byte[] data) {
        return authzid.isEmpty() || isOf(authzid, user)
                ? new Turn.Success(user, data)
                : new Turn.Failure(SaslError.INVALID_AUTHZID);
    }

    private static boolean isOf(String authzid, User user) {
        try {
            return Jid.parse(authzid).equals(user.jid());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
