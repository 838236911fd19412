package offhook.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.demo.mail.MailSink;

/** Where the story plays: a temporary folder with the configuration, the mail server, and Offhook on loopback. */
public final class Stage implements AutoCloseable {

    static final String DOMAIN = "capulet.example";

    private final Conditions conditions;
    private final Path folder;
    private final MailSink mail;
    private final ServerProcess server;
    private final Person juliet;
    private final Person romeo;
    private final Person nurse;

    /**
     * Sets it up.
     *
     * @param changes TOML values by section and key that replace or extend the demo's configuration
     */
    public Stage(Installation installation, Map<String, Map<String, String>> changes, Conditions conditions)
            throws IOException {
        this.conditions = conditions;
        var random = new SecureRandom();
        juliet = new Person("juliet", "Juliet Capulet", "201", password(random), "Capulet");
        nurse = new Person("nurse", "Angelica the Nurse", "202", password(random), "Capulet");
        romeo = new Person("romeo", "Romeo Montague", "203", password(random), "Montague");
        folder = Files.createTempDirectory("offhook-demo-");
        mail = new MailSink(conditions);
        Path users = folder.resolve("users.csv");
        Files.createFile(users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                users,
                Stream.of(juliet, nurse, romeo)
                        .map(Person::csvRow)
                        .collect(Collectors.joining(
                                "\n",
                                "user,name,extension,e164,password,sip_password,mail,groups,lang,tz,notify\n",
                                "\n")));
        Path configuration = folder.resolve("offhook.toml");
        Files.writeString(configuration, toml(changes));
        try {
            server = new ServerProcess(installation, configuration, folder.resolve("offhook.log"));
        } catch (IOException | StepFailed e) {
            mail.close();
            throw e;
        }
    }

    private String toml(Map<String, Map<String, String>> changes) {
        var sections = new LinkedHashMap<String, Map<String, String>>();
        section(sections, "").put("domain", quoted(DOMAIN));
        section(sections, "").put("data", quoted(folder.resolve("data").toString()));
        section(sections, "directory").put("source", quoted("csv:users.csv"));
        section(sections, "sip").put("listen", "[\"udp:127.0.0.1:0\", \"tcp:127.0.0.1:0\"]");
        section(sections, "xmpp").put("listen", "[\"127.0.0.1:0\"]");
        section(sections, "missed_calls").put("after", quoted("1s"));
        section(sections, "voicemail").put("answer_after", quoted("3s"));
        section(sections, "voicemail").put("after", quoted("10s"));
        section(sections, "voicemail.media").put("address", quoted("127.0.0.1"));
        section(sections, "http").put("listen", "[\"tls:127.0.0.1:0\"]");
        section(sections, "mail").put("smtp", quoted("smtp://127.0.0.1:" + mail.port()));
        section(sections, "mail").put("from", quoted("Phone <phone@" + DOMAIN + ">"));
        section(sections, "ops").put("http", quoted("127.0.0.1:0"));
        changes.forEach((name, values) -> section(sections, name).putAll(values));
        var text = new StringBuilder();
        sections.forEach((name, values) -> {
            if (!name.isEmpty()) {
                text.append('[').append(name).append("]\n");
            }
            values.forEach(
                    (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        });
        return text.toString();
    }

    private static Map<String, String> section(Map<String, Map<String, String>> sections, String name) {
        return sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
    }

    private static String quoted(String value) {
        return '"' + value + '"';
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[6];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public Path folder() {
        return folder;
    }

    Conditions conditions() {
        return conditions;
    }

    MailSink mail() {
        return mail;
    }

    ServerProcess server() {
        return server;
    }

    Person juliet() {
        return juliet;
    }

    Person romeo() {
        return romeo;
    }

    Person nurse() {
        return nurse;
    }

    List<Person> people() {
        return List.of(juliet, nurse, romeo);
    }

    /** Ends the server and the mail server and removes the folder. */
    @Override
    public void close() throws IOException {
        server.close();
        mail.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
