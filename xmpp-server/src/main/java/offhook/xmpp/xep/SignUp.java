package offhook.xmpp.xep;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import offhook.directory.Refusal;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.directory.credentials.Password;
import offhook.runtime.work.Cause;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stream.Registration;

/** In-Band Registration by strangers, XEP-0077 §3.1: an account of the directory, with nothing but a name. Safe to share. */
public final class SignUp implements Registration {

    /** What is dialled and not written: whoever took it would get the calls of 112. */
    private static final Pattern DIALLED = Pattern.compile("[0-9*#+().-]+");

    private final String domain;
    private final SelfService people;
    private final Set<String> reserved;
    private final Quota quota;

    /**
     * @param reserved names that only the administrator gives, in any case
     * @param quota how many accounts an address may ask for
     */
    public SignUp(String domain, SelfService people, Set<String> reserved, Quota quota) {
        this.domain = domain;
        this.people = people;
        this.reserved =
                reserved.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.quota = quota;
    }

    @Override
    public CompletionStage<Void> register(String username, String password, InetAddress from) {
        try {
            if (!quota.take(from)) {
                throw StanzaError.resourceConstraint("too many accounts were asked for from this address");
            }
            return people.add(user(username), Password.of(password)).handle((user, failure) -> told(failure));
        } catch (StanzaError e) {
            return CompletableFuture.failedStage(e);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(StanzaError.notAcceptable(e.getMessage()));
        }
    }

    private User user(String username) {
        String name = Jid.of(username, domain).local();
        if (DIALLED.matcher(name).matches() || reserved.contains(name)) {
            throw StanzaError.notAcceptable("this name is not given away");
        }
        return User.of(new UserId(name), domain);
    }

    private static Void told(Throwable failure) {
        var cause = Cause.of(failure);
        if (cause == null) {
            return null;
        }
        if (cause instanceof Refusal) {
            throw StanzaError.conflict("this name is taken");
        }
        if (cause instanceof RejectedExecutionException) {
            throw StanzaError.resourceConstraint("too much is to be done at the moment");
        }
        throw new CompletionException(cause);
    }
}
