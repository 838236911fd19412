package offhook.gateway.voicemail;

import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.directory.User;
import offhook.runtime.share.SharedFile;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.greeting.NewGreeting;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.web.WebSite;

/**
 * Greetings that people have uploaded to our own web server, by the link to them. Nothing is fetched from anywhere else. Safe
 * to share.
 *
 * @param io where files are read: not a loop
 */
public record Uploaded(WebSite site, NewGreeting greetings, Executor io) {

    private static final String FILES = "/files/";

    /**
     * From now on callers hear what is behind the link. It fails with {@link StanzaError} if that is no sound, or nothing that
     * this person has uploaded.
     */
    public CompletionStage<Void> greets(User user, String link) {
        return CompletableFuture.supplyAsync(() -> keep(user, link), io).thenCompose(kept -> kept);
    }

    private Optional<String> token(String link) {
        var begin = site.url().get() + FILES;
        return link.startsWith(begin)
                ? Optional.of(link.substring(begin.length()).replaceFirst("/.*", ""))
                : Optional.empty();
    }

    private CompletionStage<Void> keep(User user, String link) {
        var file = token(link)
                .flatMap(site.files()::find)
                .filter(found -> found.account().equals(user.jid().toString())
                        && found.arrived().isPresent())
                .orElseThrow(() -> StanzaError.itemNotFound("this is no file that you have uploaded here"));
        if (file.size() > NewGreeting.LARGEST) {
            throw StanzaError.notAcceptable("a greeting may have at most " + NewGreeting.LARGEST + " bytes");
        }
        return keep(user, file);
    }

    private CompletionStage<Void> keep(User user, SharedFile file) {
        try (var in = Channels.newInputStream(site.files().read(file))) {
            return greetings.keep(user.id(), in);
        } catch (UnsuitableAudio e) {
            throw StanzaError.notAcceptable("the file cannot be your greeting: " + e.getMessage());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
