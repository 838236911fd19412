package offhook.gateway.voicemail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.gateway.notify.VoicemailAlerts;
import offhook.gateway.notify.Words;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;
import offhook.runtime.net.http.Response;
import offhook.runtime.net.http.Routes;
import offhook.runtime.share.SharedFileRoutes;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemail.State;
import offhook.voicemail.box.Voicemails;

/**
 * A page for each voicemail, whose link its owner gets by mail: it plays it, and has a button for each thing that can be done.
 * Looking at it changes nothing, since mail servers follow links before people do. It needs no login; it cannot be guessed,
 * expires, and dies with the voicemail. Safe to share.
 *
 * @param io where files and the database are read: not a loop
 */
public record VoicemailPages(
        Directory directory, Voicemails voicemails, Links links, InstantSource clock, Executor io) {

    private static final String PATH = "/voicemail/";

    /** Nothing of another site, no script, and no word of the link to anybody. */
    private static final String POLICY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline';"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="%s">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s</title>
            <style>body { font: 1.1em sans-serif; max-width: 30em; margin: 2em auto; padding: 0 1em }
            audio { width: 100%% } button { font: inherit; padding: .4em 1em; margin-right: .5em }</style></head>
            <body>
            %s</body>
            </html>
            """;

    static String path(String page) {
        return PATH + page;
    }

    private record Shown(Link link, Voicemail voicemail, User owner, Words words) {}

    /** Serves them. */
    public void install(Routes routes) {
        routes.get(PATH + "{page}", io, request -> done(page(find(request))));
        routes.post(PATH + "{page}", io, this::change);
    }

    private static CompletionStage<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    private Shown find(Request request) {
        return links.ofPage(request.variable("page"))
                .flatMap(this::find)
                .orElseThrow(() -> new HttpFailure(404, "there is no such voicemail, or not any more"));
    }

    private Optional<Shown> find(Link link) {
        var owner = directory.user(link.person());
        var voicemail = voicemails.find(link.voicemail()).filter(found -> found.state() != State.DELETED);
        return owner.flatMap(user -> voicemail.map(found -> new Shown(link, found, user, new Words(user.language()))));
    }

    private CompletionStage<Response> change(Request request) {
        var shown = find(request);
        var box = shown.voicemail.box();
        var id = shown.voicemail.id();
        CompletionStage<Optional<Voicemail>> changed =
                switch (request.text()) {
                    case "do=heard" -> voicemails.heard(box, id);
                    case "do=new" -> voicemails.renewed(box, id);
                    case "do=delete" -> voicemails.deleted(box, id);
                    default -> throw new HttpFailure(400, "expected do=heard, do=new or do=delete");
                };
        return changed.thenApply(now -> now.filter(found -> found.state() != State.DELETED)
                .map(found -> page(new Shown(shown.link, found, shown.owner, shown.words)))
                .orElseGet(() -> answer(shown, "<p>" + escaped(shown.words.get("voicemail.do.deleted")) + "</p>\n")));
    }

    private Response page(Shown shown) {
        var words = shown.words;
        var body = new StringBuilder("<p>")
                .append(escaped(line(shown)))
                .append("</p>\n<audio controls preload=\"none\" src=\"")
                .append(escaped(SharedFileRoutes.path(shown.link.token(), shown.link.name())))
                .append("\"></audio>\n");
        shown.voicemail.transcript().ifPresent(text -> body.append("<p>")
                .append(escaped(words.get("transcript", text)))
                .append("</p>\n"));
        boolean isNew = shown.voicemail.state() == State.NEW;
        body.append("<p>")
                .append(escaped(words.get(isNew ? "voicemail.new" : "voicemail.heard")))
                .append("</p>\n<form method=\"post\">\n")
                .append(button(isNew ? "heard" : "new", words))
                .append(button("delete", words))
                .append("</form>\n");
        return answer(shown, body.toString());
    }

    private static String button(String what, Words words) {
        return "<button name=\"do\" value=\"" + what + "\">" + escaped(words.get("voicemail.do." + what))
                + "</button>\n";
    }

    private String line(Shown shown) {
        return VoicemailAlerts.line(shown.voicemail, shown.owner, clock.instant());
    }

    private Response answer(Shown shown, String body) {
        var page = PAGE.formatted(shown.words.language().toLanguageTag(), escaped(line(shown)), body);
        return Response.of(200, "text/html; charset=utf-8", page.getBytes(UTF_8))
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff")
                .with("X-Robots-Tag", "noindex")
                .with("Cache-Control", "no-store");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
