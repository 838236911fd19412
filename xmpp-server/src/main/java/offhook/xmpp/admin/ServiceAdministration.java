package offhook.xmpp.admin;

import java.security.SecureRandom;
import java.util.List;
import offhook.directory.Directory;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Timers;
import offhook.xmpp.command.Command;
import offhook.xmpp.command.Commands;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Router;
import offhook.xmpp.xep.Administration;
import offhook.xmpp.xep.LastActivity;

/**
 * Administrators run the server from their chat client: commands at its domain, and at their own account for clients that
 * look there. Each change is logged with who did it.
 */
public final class ServiceAdministration implements Feature {

    private final Commands commands;
    private final Admins admins;
    private final Router router;
    private final Greetings greetings;
    private final List<Tasks> tasks;

    public ServiceAdministration(
            Commands commands,
            Admins admins,
            Administration desk,
            Directory directory,
            Router router,
            Accounts accounts,
            Rosters rosters,
            LastActivity.Store activity,
            Database database,
            SecureRandom random) {
        this.commands = commands;
        this.admins = admins;
        this.router = router;
        greetings = new Greetings(accounts, router, new StandingMessages.Table(database), random);
        var people = new People(router.server(), directory);
        tasks = List.of(
                new AccountTasks(desk, people),
                new SessionTasks(accounts, rosters, activity, people),
                new CountTasks(desk, accounts),
                new MessageTasks(greetings));
    }

    @Override
    public Spec spec() {
        return Spec.xep(133, "1.3.1", "Service Administration")
                .only(
                        "no black and white lists, since each user blocks for themselves (XEP-0191); administrators are named in the configuration; no restart, since no process starts itself again: that is the service manager's");
    }

    @Override
    public void install(Installer to) {
        tasks.stream().flatMap(some -> some.commands().stream()).forEach(this::offer);
        to.listen(greetings).accountTable("motd_seen").onRemoval(greetings::forget);
    }

    /** Offers administrators one more command. */
    public void offer(Command command) {
        var theirs = command.onlyFor(admins);
        commands.at(router.server(), theirs).atOwnAccount(theirs);
    }

    /**
     * Lets administrators end the server.
     *
     * @param stop begins to stop it, and returns at once
     */
    public void offerShutdown(Timers timers, Runnable stop) {
        offer(new Shutdown(greetings, timers, stop).command());
    }

    /** Reads what users are to be told. Blocks; before the first session. */
    public void start() {
        greetings.start();
    }

    /** An account has logged in for the first time. */
    public void welcome(Account account) {
        greetings.welcome(account);
    }
}
