package offhook.gateway.control;

import java.util.Optional;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.SipUri;
import offhook.runtime.net.http.HttpFailure;

/** People as an admin names them: by user name or extension, number, address. */
record Names(Directory directory) {

    /** Fails with HttpFailure if there is nobody of that name. */
    User user(String name) {
        return byName(name)
                .or(() -> byNumber(name))
                .orElseThrow(() -> new HttpFailure(404, "there is no user of that name or number"));
    }

    private Optional<User> byName(String name) {
        try {
            return directory.user(UserId.of(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<User> byNumber(String number) {
        try {
            var uri = number.contains("@") ? SipUri.parse("sip:" + number) : SipUri.of(number, directory.domain());
            return directory.find(uri).filter(User.class::isInstance).map(User.class::cast);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
