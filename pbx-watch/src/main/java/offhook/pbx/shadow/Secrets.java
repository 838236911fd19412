package offhook.pbx.shadow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offhook.directory.source.CsvLines;
import offhook.directory.source.RowError;
import offhook.runtime.config.Secret;
import offhook.runtime.life.FileTrouble;

/**
 * The list of what extensions are registered with: a CSV file with the columns extension, password and, where the PBX
 * authenticates by another name than the extension, user. A bad row does not spoil the others.
 *
 * @param readable false if nothing could be read at all, for the reason in {@code errors}
 * @param accounts by extension
 */
public record Secrets(boolean readable, Map<String, Account> accounts, List<RowError> errors) {

    private static final String HEADER = "extension,password or extension,user,password";
    private static final List<String> COLUMNS = List.of("extension", "user", "password");
    private static final long LARGEST = 16 << 20;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    public Secrets {
        accounts = Map.copyOf(accounts);
        errors = List.copyOf(errors);
    }

    /** Reads the file; blocks. A file that others may read as well is not read. */
    public static Secrets read(Path file) {
        try {
            var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            var mode = view == null ? OWNER_ONLY : view.readAttributes().permissions();
            if (!OWNER_ONLY.containsAll(mode)) {
                return unreadable("others may read it (" + PosixFilePermissions.toString(mode) + "), and it holds"
                        + " passwords: chmod 600 was expected");
            }
            return Files.size(file) > LARGEST ? unreadable("it is too large") : parse(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return unreadable("there is no such file");
        } catch (IOException e) {
            return unreadable("it cannot be read: " + FileTrouble.why(e));
        }
    }

    private static Secrets unreadable(String why) {
        return new Secrets(false, Map.of(), List.of(new RowError(0, "", why)));
    }

    static Secrets parse(byte[] file) {
        var lines = CsvLines.of(file);
        if (lines.isEmpty()) {
            return unreadable("it is empty; a header was expected: " + HEADER);
        }
        var header = lines.get(0).cells().stream().map(String::strip).toList();
        boolean complete = header.contains("extension") && header.contains("password");
        boolean twice = header.stream().anyMatch(column -> Collections.frequency(header, column) > 1);
        if (!complete || twice || !COLUMNS.containsAll(header)) {
            // Without what stands there: where the header is missing, it may be a password.
            return new Secrets(false, Map.of(), List.of(new RowError(1, "", "another header was expected: " + HEADER)));
        }
        var accounts = new HashMap<String, Account>();
        var errors = new ArrayList<RowError>();
        for (var line : lines.subList(1, lines.size())) {
            try {
                take(line, header, accounts);
            } catch (IllegalArgumentException wrong) {
                errors.add(new RowError(line.number(), "", wrong.getMessage()));
            }
        }
        return new Secrets(true, accounts, errors);
    }

    /** @throws IllegalArgumentException with what is wrong */
    private static void take(CsvLines.Line line, List<String> header, Map<String, Account> into) {
        line.error().ifPresent(error -> {
            throw new IllegalArgumentException(error);
        });
        if (line.cells().size() != header.size()) {
            throw new IllegalArgumentException(header.size() + " cells were expected");
        }
        var extension = cell(line, header, "extension").strip();
        var user = cell(line, header, "user").strip();
        var password = cell(line, header, "password");
        if (extension.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException("an extension and its password were expected");
        }
        if ((user + password).chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("no control characters were expected");
        }
        var account = new Account(user.isEmpty() ? extension : user, new Secret(password));
        if (into.putIfAbsent(extension, account) != null) {
            throw new IllegalArgumentException("the extension " + extension + " stands twice");
        }
    }

    private static String cell(CsvLines.Line line, List<String> header, String column) {
        int place = header.indexOf(column);
        return place < 0 ? "" : line.cells().get(place);
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return accounts.size() + " extensions, " + errors.size() + " errors";
    }
}
