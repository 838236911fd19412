package offhook.xmpp.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.xmpp.command.Command;
import offhook.xmpp.command.Step;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.roster.RosterXml;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xep.LastActivity;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.StreamError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What single users do at the moment, XEP-0133 §4.5 and §4.8 to §4.10. */
record SessionTasks(Accounts accounts, Rosters rosters, LastActivity.Store activity, People people) implements Tasks {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAdministration.class);
    private static final String ACCOUNT = "accountjid";
    private static final String ACCOUNTS = "accountjids";

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of(NS + "#end-user-session", "End User Session", this::end),
                Command.of(NS + "#get-user-roster", "Get User Roster", this::roster),
                Command.of(NS + "#get-user-lastlogin", "Get User Last Login Time", this::lastLogin),
                Command.of(NS + "#user-stats", "Get User Statistics", this::statistics));
    }

    private static DataForm ofSeveral(String title) {
        return Tasks.form(title).needs(ACCOUNTS, "jid-multi", "The Jabber ID(s)");
    }

    /** A full JID is one session, a bare JID all of that account. */
    private CompletionStage<Step> end(Jid admin) {
        return Step.askLast(ofSeveral("End sessions"), answers -> {
            var sessions = new ArrayList<Resource>();
            for (var jid : answers.jids(ACCOUNTS)) {
                people.user(jid);
                if (jid.isBare()) {
                    accounts.online(jid).ifPresent(account -> sessions.addAll(account.resources()));
                } else {
                    accounts.resource(jid).ifPresent(sessions::add);
                }
            }
            sessions.stream().distinct().forEach(session -> {
                LOG.info("{} ended the session {}", admin, session);
                session.session()
                        .close(new StreamError(
                                StreamError.Condition.POLICY_VIOLATION, "an administrator ended the session"));
            });
            return Step.now(
                    Step.done("sessions ended: " + sessions.stream().distinct().count()));
        });
    }

    private CompletionStage<Step> roster(Jid admin) {
        return Step.askLast(
                Tasks.form("Get a user's roster").needs(ACCOUNTS, "jid-multi", "The Jabber ID"), answers -> {
                    var jids = answers.jids(ACCOUNTS);
                    if (jids.size() != 1) {
                        throw StanzaError.notAcceptable("one roster at a time"); // the answer has room for one
                    }
                    var user = people.user(jids.get(0));
                    LOG.info("{} read the roster of {}", admin, user.id());
                    var items = rosters.read(accounts.known(user.jid())).items().stream()
                            .map(RosterXml::item)
                            .toList();
                    return Step.now(Step.result(Tasks.result("Roster")
                            .with(ACCOUNTS, "jid-multi", "", List.of(user.jid().toString()))
                            .toElement()
                            .with(Element.of("query", RosterXml.NS).with(items))));
                });
    }

    /** XEP-0082's DateTime for each account, "" for one that never logged in. */
    private CompletionStage<Step> lastLogin(Jid admin) {
        return Step.askLast(ofSeveral("Get last logins"), answers -> {
            var names = new ArrayList<String>();
            var times = new ArrayList<String>();
            for (var jid : answers.jids(ACCOUNTS)) {
                var user = people.user(jid);
                names.add(user.jid().toString());
                times.add(activity.find(user.jid())
                        .map(last -> last.login().toString())
                        .orElse(""));
            }
            return Step.now(Step.result(Tasks.result("Last logins")
                    .with(ACCOUNTS, "jid-multi", "", names)
                    .with("lastlogin", names.size() == 1 ? "text-single" : "text-multi", "", times)
                    .toElement()));
        });
    }

    private CompletionStage<Step> statistics(Jid admin) {
        return Step.askLast(
                Tasks.form("Get statistics of a user").needs(ACCOUNT, "jid-single", "The Jabber ID"), answers -> {
                    var user = people.user(answers.jid(ACCOUNT));
                    var resources = accounts.online(user.jid()).stream()
                            .flatMap(account -> account.resources().stream())
                            .map(resource -> resource.jid().resource())
                            .sorted()
                            .toList();
                    int contacts =
                            rosters.read(accounts.known(user.jid())).items().size();
                    return Step.now(Step.result(Tasks.result("Statistics")
                            .with(ACCOUNT, "jid-single", "", List.of(user.jid().toString()))
                            .text("rostersize", "Roster size", Integer.toString(contacts))
                            .with("onlineresources", "text-multi", "Online resources", resources)
                            .toElement()));
                });
    }
}
