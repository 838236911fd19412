package offhook.gateway.voicemail;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import offhook.directory.User;
import offhook.gateway.notify.VoicemailFiles;
import offhook.gateway.notify.VoicemailLeft;
import offhook.mail.Attachment;
import offhook.mail.HeaderText;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.box.Format;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemail.State;
import offhook.voicemail.box.Voicemails;
import offhook.voicemail.mp3.Mp3Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recordings that go with alerts: as a link in chat, in a mail as a file. Safe to share. */
public final class Recordings implements VoicemailFiles {

    private static final Logger log = LoggerFactory.getLogger(Recordings.class);

    private final BoxFolder folder;
    private final Mp3Files mp3;
    private final Optional<Links> links;
    private final Database database;
    private final Executor io;
    private final Function<User, Format> format;

    /**
     * @param links empty where there is no web server
     * @param io where the database is read: not a loop
     * @param format of what goes with a person's mails
     */
    Recordings(
            BoxFolder folder,
            Mp3Files mp3,
            Optional<Links> links,
            Database database,
            Executor io,
            Function<User, Format> format) {
        this.folder = folder;
        this.mp3 = mp3;
        this.links = links;
        this.database = database;
        this.io = io;
        this.format = format;
    }

    @Override
    public CompletionStage<Optional<Linked>> linked(VoicemailLeft alert, User user) {
        if (links.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var by = links.get();
        return found(alert).thenCompose(found -> found.map(
                        voicemail -> by.of(voicemail, user).thenApply(link -> link.map(known -> linked(known, by))))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    private static Linked linked(Link link, Links by) {
        var url = by.url(link);
        return new Linked(url, FileStanza.payload(url, link));
    }

    /** What may go better later is not done without. */
    private static void require(Throwable failure) {
        var cause = Cause.of(failure);
        if (!(cause instanceof UncheckedIOException)) {
            throw new CompletionException(cause);
        }
    }

    @Override
    public CompletionStage<Enclosed> enclosed(VoicemailLeft alert, User user) {
        return found(alert).thenCompose(found -> found.map(voicemail -> enclosed(voicemail, user))
                .orElseGet(() -> VoicemailFiles.NONE.enclosed(alert, user)));
    }

    private CompletionStage<Enclosed> enclosed(Voicemail voicemail, User user) {
        return page(voicemail, user)
                .thenCombine(
                        files(voicemail, user), (page, files) -> new Enclosed(files, voicemail.transcript(), page));
    }

    /** A mail goes without it rather than not at all. */
    private CompletionStage<Optional<String>> page(Voicemail voicemail, User user) {
        return links.map(by -> by.of(voicemail, user)
                        .thenApply(link -> link.flatMap(by::page))
                        .exceptionally(failure -> Optional.empty()))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private CompletionStage<List<Attachment>> files(Voicemail voicemail, User user) {
        var wanted = format.apply(user);
        if (wanted == Format.NONE) {
            return CompletableFuture.completedFuture(List.of());
        }
        var wav = folder.wav(voicemail.id());
        CompletionStage<Attachment> file = wanted == Format.WAV
                ? CompletableFuture.completedFuture(attachment(voicemail, user, wav, ".wav", "audio/wav"))
                : mp3.of(voicemail.id()).thenApply(made -> attachment(voicemail, user, made, ".mp3", Link.TYPE));
        return file.handle((attachment, failure) -> {
            if (failure != null) {
                require(failure);
                log.error("voicemail {} is mailed without its file: {}", voicemail.id(), Cause.line(failure));
            }
            boolean isThere = failure == null && Files.exists(attachment.content());
            return isThere ? List.of(attachment) : List.of();
        });
    }

    private static Attachment attachment(Voicemail voicemail, User user, Path file, String ending, String type) {
        var name = FileName.of(voicemail.caller(), voicemail.arrived(), user.zone(), ending);
        return new Attachment(new HeaderText(name), type, file);
    }

    private CompletionStage<Optional<Voicemail>> found(VoicemailLeft alert) {
        return CompletableFuture.supplyAsync(
                () -> database.read(handle -> Voicemails.find(alert.tag(), handle))
                        .filter(voicemail -> voicemail.state() != State.DELETED),
                io);
    }
}
