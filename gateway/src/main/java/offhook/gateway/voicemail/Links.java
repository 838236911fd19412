package offhook.gateway.voicemail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.runtime.share.Arrival;
import offhook.runtime.share.Quota;
import offhook.runtime.share.SharedFile;
import offhook.runtime.share.SharedFileRoutes;
import offhook.runtime.share.SharedFiles;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemail.State;
import offhook.voicemail.box.Voicemails;
import offhook.voicemail.mp3.Mp3Files;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links to voicemails: each is made once, cannot be guessed, expires, and dies with the message. Safe to share.
 */
final class Links {

    private static final Logger log = LoggerFactory.getLogger(Links.class);

    private static final String PURPOSE = "voicemail";

    /** What one person may have is limited where voicemails are recorded. */
    private static final Quota QUOTA = new Quota(Long.MAX_VALUE >> 1, Long.MAX_VALUE >> 1, 1_000);

    private static final int PART = 64 << 10;

    private final Mp3Files mp3;
    private final SharedFiles files;
    private final Supplier<String> site;
    private final Database database;
    private final Executor io;
    private final Duration keep;
    private final Map<String, CompletableFuture<Optional<Link>>> underWay = new ConcurrentHashMap<>();

    /**
     * @param site the address of the web server as clients see it
     * @param io where files and the database are read: not a loop
     * @param keep how long a link lives
     */
    Links(Mp3Files mp3, SharedFiles files, Supplier<String> site, Database database, Executor io, Duration keep) {
        this.mp3 = mp3;
        this.files = files;
        this.site = site;
        this.database = database;
        this.io = io;
        this.keep = keep;
    }

    /** The same each time, as long as it lives; empty if the voicemail is deleted, or its recording cannot be read. */
    CompletionStage<Optional<Link>> of(Voicemail voicemail, User user) {
        var mine = new CompletableFuture<Optional<Link>>();
        var theirs = underWay.putIfAbsent(voicemail.id(), mine);
        if (theirs != null) {
            return theirs; // the message in chat and the mail have the same
        }
        CompletableFuture.completedFuture(voicemail)
                .thenCompose(told -> made(told, user))
                .whenComplete((link, failure) -> {
                    underWay.remove(voicemail.id());
                    if (failure == null) {
                        mine.complete(link);
                    } else {
                        mine.completeExceptionally(Cause.of(failure));
                    }
                });
        return mine;
    }

    private CompletionStage<Optional<Link>> made(Voicemail voicemail, User user) {
        return CompletableFuture.supplyAsync(() -> known(voicemail.id()), io)
                .thenCompose(known -> known.isPresent()
                        ? CompletableFuture.completedFuture(known)
                        : mp3.of(voicemail.id())
                                .handleAsync((file, failure) -> shared(file, failure, voicemail, user), io)
                                .thenCompose(link -> link));
    }

    /** What may go better later fails. */
    private CompletionStage<Optional<Link>> shared(Path file, Throwable failure, Voicemail voicemail, User user) {
        if (failure == null) {
            return shared(file, voicemail, user);
        }
        if (!(failure instanceof UncheckedIOException)) {
            return CompletableFuture.failedFuture(failure);
        }
        log.error(
                "voicemail {} is told without its file: {}",
                voicemail.id(),
                failure.getCause().toString());
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** As clients get it. */
    String url(Link link) {
        return site.get() + SharedFileRoutes.path(link.token(), link.name());
    }

    /** Where its owner marks or deletes it; empty if it has no such page. */
    Optional<String> page(Link link) {
        return Optional.of(link.page())
                .filter(page -> !page.isEmpty())
                .map(page -> site.get() + VoicemailPages.path(page));
    }

    /** What is behind a page, as long as the link lives. Blocks. */
    Optional<Link> ofPage(String page) {
        return database.read(handle -> new LinkTable(handle).ofPage(page))
                .filter(link -> files.find(link.token()).isPresent());
    }

    /** From now on nobody can follow it, in the transaction that deletes the voicemail. */
    void revoke(String voicemail, Handle tx) {
        new LinkTable(tx).revoke(voicemail);
        files.swept();
    }

    void revoke(UserId person, Handle tx) {
        new LinkTable(tx).revoke(person);
        files.swept();
    }

    private Optional<Link> known(String voicemail) {
        return database.read(handle -> new LinkTable(handle).find(voicemail))
                .filter(link -> files.find(link.token()).isPresent());
    }

    private CompletionStage<Optional<Link>> shared(Path file, Voicemail voicemail, User user) {
        var name = FileName.of(voicemail.caller(), voicemail.arrived(), user.zone(), ".mp3");
        var wanted = new SharedFile.Wanted(PURPOSE, user.jid().toString(), name, Link.TYPE, size(file), keep);
        return files.announce(wanted, QUOTA)
                .thenComposeAsync(
                        announced -> arrived(file, announced).thenCompose(hash -> kept(voicemail, announced, hash)),
                        io);
    }

    /** Copies the file, and tells its hash. */
    private CompletionStage<String> arrived(Path file, SharedFile announced) {
        try {
            var arrival = files.begin(announced).orElseThrow(() -> new IOException("a file arrives twice"));
            return copied(file, arrival);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompletionStage<String> copied(Path file, Arrival arrival) throws IOException {
        var hash = sha256();
        boolean done = false;
        try (var in = Files.newInputStream(file)) {
            byte[] buffer = new byte[PART];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                hash.update(buffer, 0, length);
                arrival.write(Arrays.copyOf(buffer, length));
            }
            var kept = arrival.keep();
            done = true;
            return kept.thenApply(stays -> Base64.getEncoder().encodeToString(hash.digest()));
        } finally {
            if (!done) {
                arrival.abort();
            }
        }
    }

    /** Unless the voicemail was deleted meanwhile. */
    private CompletionStage<Optional<Link>> kept(Voicemail voicemail, SharedFile file, String hash) {
        var link = new Link(
                voicemail.id(),
                voicemail.box(),
                file.token(),
                UUID.randomUUID().toString(),
                file.name(),
                file.size(),
                voicemail.length(),
                hash);
        return database.<Optional<Link>>write(tx -> {
                    boolean isThere = Voicemails.find(voicemail.id(), tx)
                            .filter(now -> now.state() != State.DELETED)
                            .isPresent();
                    if (isThere) {
                        new LinkTable(tx).save(link);
                    }
                    return isThere ? Optional.of(link) : Optional.empty();
                })
                .thenCompose(saved -> saved.isPresent()
                        ? CompletableFuture.completedFuture(saved)
                        : files.revoke(file.token()).thenApply(done -> saved));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
