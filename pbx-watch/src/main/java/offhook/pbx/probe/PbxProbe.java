package offhook.pbx.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.pbx.WatchConfig;
import offhook.pbx.WatchConfig.Watch;
import offhook.pbx.ami.Ami;
import offhook.pbx.ami.AmiLogin;
import offhook.pbx.esl.Esl;
import offhook.pbx.esl.EslPassword;
import offhook.pbx.link.Session;
import offhook.pbx.link.Trial;
import offhook.pbx.shadow.Secrets;
import offhook.pbx.subscription.Pbx;
import offhook.pbx.transport.TcpDialler;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsClients;
import offhook.runtime.net.dns.Dns;
import offhook.sip.auth.Login;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;

/**
 * Tries each way by which the PBX is watched: whether it is there, lets us in, and lets us do what is needed. Changes
 * nothing there. Blocks.
 *
 * @param trust certificates to trust besides the system's
 * @param extensions of our people
 * @param patience how long an answer may take
 */
public record PbxProbe(WatchConfig config, Optional<Path> trust, List<String> extensions, Duration patience) {

    /** Who has hundreds of extensions sees what is wrong by the first ones. */
    private static final int MOST = 50;

    private static final int MOST_TOLD = 5;

    /** What was found, in one line. */
    public record Found(boolean ok, String line) {}

    public List<Found> findings() {
        var found = new ArrayList<Found>();
        for (var watch : Set.copyOf(config.watch()).stream().sorted().toList()) {
            switch (watch) {
                case AMI -> found.add(line("ami", config.tls() ? Ami.TLS_PORT : Ami.PORT, ami()));
                case ESL -> found.add(line("esl", Esl.PORT, Esl.trial(new EslPassword(secret()))));
                case DIALOG_INFO, MWI, SHADOW -> found.addAll(sip(watch));
            }
        }
        return found;
    }

    private Session.Opening ami() {
        return Ami.trial(new AmiLogin(config.user(), secret()));
    }

    private String secret() {
        return config.password().orElseThrow().text();
    }

    private Found line(String name, int usualPort, Session.Opening opening) {
        var host = config.sip().uri().host();
        var tls = config.tls() ? Optional.of(new TlsClients(trust)) : Optional.<TlsClients>empty();
        try (var loops = EventLoops.start(1);
                var dns = Dns.ofSystem(loops, InstantSource.system())) {
            var dialler = new TcpDialler(loops, dns, host, config.port().orElse(usualPort), tls);
            var where = "[pbx] watch: " + name + " at " + dialler;
            return Trial.of(dialler, opening, patience)
                    .toCompletableFuture()
                    .join()
                    .map(why -> new Found(false, where + ": " + why))
                    .orElseGet(() -> new Found(true, where + " lets us in, and lists its channels"));
        }
    }

    private List<Found> sip(Watch watch) {
        var uri = config.sip().uri();
        if (uri.param("transport").filter(name -> !name.equalsIgnoreCase("udp")).isPresent()) {
            return List.of(new Found(true, "[pbx] watch: SIP is tried over UDP alone, and so not at " + uri));
        }
        try (var trial = new SipTrial(address(uri), patience)) {
            return watch == Watch.SHADOW ? shadows(trial) : lamps(trial, watch);
        } catch (IOException e) {
            return List.of(new Found(false, "[pbx] host: " + uri.host() + " cannot be reached: " + e.getMessage()));
        }
    }

    private static InetSocketAddress address(Uri uri) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(uri.host()), uri.port() == 0 ? 5060 : uri.port());
    }

    /** RFC 6665 §4.4.3: a subscription that ends as it begins, only to see what there is. */
    private List<Found> lamps(SipTrial trial, Watch watch) throws IOException {
        var pbx = Pbx.of(config);
        boolean lamp = watch == Watch.DIALOG_INFO;
        var findings = new Findings(lamp ? "the lamp" : "the mailbox");
        for (var extension : extensions.stream().limit(MOST).toList()) {
            var resource = pbx.address(extension);
            var answer =
                    trial.ask(Method.SUBSCRIBE, resource, resource, pbx.address(pbx.user()), pbx.login(), request -> {
                        request.append(HeaderName.CONTACT, trial.contact());
                        request.append(HeaderName.EVENT, lamp ? "dialog" : "message-summary");
                        request.append(
                                HeaderName.ACCEPT,
                                lamp ? "application/dialog-info+xml" : "application/simple-message-summary");
                        request.append(HeaderName.EXPIRES, "0");
                    });
            if (!findings.take(extension, answer, "user " + config.user())) {
                break;
            }
        }
        return findings.all();
    }

    /** RFC 3261 §10.2.3: a REGISTER without a Contact only asks. */
    private List<Found> shadows(SipTrial trial) throws IOException {
        var secrets = Secrets.read(config.secrets().orElseThrow());
        var findings = new Findings("the registration");
        secrets.errors().forEach(error -> findings.wrong("[pbx] secrets: " + error));
        for (var extension : extensions.stream().limit(MOST).toList()) {
            var account = secrets.accounts().get(extension);
            if (account == null) {
                findings.wrong("[pbx] secrets: there is none for " + extension + ", which is not watched");
                continue;
            }
            var aor = Pbx.of(config).address(extension);
            var login = new Login(account.user(), account.password().text());
            var answer = trial.ask(
                    Method.REGISTER, Uri.sip("", aor.host(), aor.port()), aor, aor, Optional.of(login), request -> {});
            if (!findings.take(extension, answer, "user " + account.user())) {
                break;
            }
        }
        return findings.all();
    }

    /** One line for all that is well, and one for each of the first that are not. */
    private static final class Findings {

        private final String what;
        private final List<Found> wrong = new ArrayList<>();
        private int well;

        Findings(String what) {
            this.what = what;
        }

        void wrong(String line) {
            wrong.add(new Found(false, line));
        }

        /** @return whether the next one is worth a question */
        boolean take(String extension, Optional<SipResponse> answer, String who) {
            if (answer.isEmpty()) {
                wrong("[pbx] host: no answer by SIP over UDP");
                return false;
            }
            if (answer.get().isSuccess()) {
                well++;
            } else {
                wrong("[pbx] watch: " + what + " of " + extension + " is refused: " + why(answer.get(), who));
            }
            return true;
        }

        private static String why(SipResponse answer, String who) {
            var said = answer.status() + " " + answer.reason();
            return switch (answer.status()) {
                case 401, 407 -> "the " + who + " or the password is wrong (" + said + ")";
                case 403 -> "the " + who + " may not do that, or the password is wrong (" + said + ")";
                case 404 -> "the PBX does not know it (" + said + ")";
                case 489 -> "the PBX has no such events (" + said + ")";
                default -> said;
            };
        }

        List<Found> all() {
            var all = new ArrayList<Found>();
            if (well > 0) {
                all.add(new Found(
                        true,
                        "[pbx] watch: " + what + " of " + well + (well == 1 ? " extension" : " extensions")
                                + " is open to us"));
            }
            wrong.stream().limit(MOST_TOLD).forEach(all::add);
            if (wrong.size() > MOST_TOLD) {
                all.add(new Found(false, "[pbx] watch: and " + (wrong.size() - MOST_TOLD) + " more of that kind"));
            }
            return all;
        }
    }
}
