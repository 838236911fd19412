package offhook.gateway.preference;

import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import offhook.directory.Callee;
import offhook.directory.Directory;
import offhook.directory.DirectoryListener;
import offhook.directory.LoginAttempt;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.directory.address.SipUri;
import offhook.directory.credentials.Credentials;

/**
 * The directory for whoever speaks to people: with the language and the time zone that they have chosen. Safe to share.
 *
 * @param chosen puts them in
 */
record ChosenDirectory(Directory known, UnaryOperator<User> chosen) implements Directory {

    @Override
    public String domain() {
        return known.domain();
    }

    @Override
    public Optional<Callee> find(SipUri uri) {
        return known.find(uri).map(callee -> callee instanceof User user ? chosen.apply(user) : callee);
    }

    @Override
    public Optional<User> user(Jid jid) {
        return known.user(jid).map(chosen);
    }

    @Override
    public Optional<User> user(UserId id) {
        return known.user(id).map(chosen);
    }

    @Override
    public Optional<User> login(String name) {
        return known.login(name).map(chosen);
    }

    @Override
    public LoginAttempt attempt(String name) {
        return known.attempt(name);
    }

    @Override
    public Optional<Credentials> credentials(UserId id) {
        return known.credentials(id);
    }

    @Override
    public Collection<User> users() {
        return known.users().stream().map(chosen).toList();
    }

    @Override
    public Collection<RingGroup> ringGroups() {
        return known.ringGroups();
    }

    @Override
    public void listen(DirectoryListener listener) {
        known.listen(listener);
    }
}
