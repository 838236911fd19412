package offhook.benchmarks.xmpp;

import static offhook.benchmarks.xmpp.XmppServers.PORT;
import static offhook.benchmarks.xmpp.XmppServers.TLS_PORT;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A row of the table: something to do at a port of servers that are set up for it. */
enum Row {
    CHAT("chat", Setting.BARE, PORT, 1000),
    CHAT_TLS("chat-tls", Setting.BARE, TLS_PORT, 1000),
    PACED("paced", Setting.BARE, PORT, 1000),
    PRESENCE("presence", Setting.BARE, PORT, 1000 + 2 * Presences.GROUP),
    MUC("muc", Setting.BARE, PORT, 100),
    OFFLINE("offline", Setting.BARE, PORT, OfflineMessages.accounts(50)),
    ARCHIVE("archive", Setting.ARCHIVED, PORT, 1000),
    SCRAM_SHA_1("scram-sha-1", Setting.SHA_1, PORT, 200),
    TLS_LOGIN("tls-login", Setting.SHA_1, TLS_PORT, 200),
    TLS_FIRST_LOGIN("tls-first-login", Setting.SHA_1, TLS_PORT, 1700),
    SCRAM_SHA_256("scram-sha-256", Setting.SHA_256, PORT, 200),
    IDLE("idle", Setting.BARE, PORT, Idle.SESSIONS),
    IDLE_TLS("idle-tls", Setting.BARE, TLS_PORT, Idle.SESSIONS);

    private static final int AT_ONCE = 40;

    final String title;
    final Setting setting;
    final int port;

    /** How many there have to be, from user 0 on. */
    final int accounts;

    Row(String title, Setting setting, int port, int accounts) {
        this.title = title;
        this.setting = setting;
        this.port = port;
        this.accounts = accounts;
    }

    static Optional<Row> of(String title) {
        return Arrays.stream(values()).filter(row -> row.title.equals(title)).findFirst();
    }

    static List<String> titles() {
        return Arrays.stream(values()).map(row -> row.title).toList();
    }

    /** Whether nothing is to be done but to be there. */
    boolean isIdle() {
        return this == IDLE || this == IDLE_TLS;
    }

    Workload workload() {
        return switch (this) {
            case CHAT, CHAT_TLS, ARCHIVE -> Chat.saturated(1000);
            case PACED -> Chat.paced(1000, 1000);
            case PRESENCE -> new Presences(1000, 2);
            case MUC -> new Room(100);
            case OFFLINE -> new OfflineMessages(50);
            case SCRAM_SHA_1 -> scram("SHA-1");
            case SCRAM_SHA_256 -> scram("SHA-256");
            case TLS_LOGIN -> Logins.again(Row::plain, 200, AT_ONCE);
            case TLS_FIRST_LOGIN -> Logins.first(Row::plain, 200, 1500, AT_ONCE);
            case IDLE, IDLE_TLS -> throw new IllegalStateException("nothing is to be done");
        };
    }

    /** How those log in who are there before it begins. */
    Login login(int number) {
        return this == OFFLINE
                ? new SaslLogin(number, "bench", Optional.of(new Scram(new Scram.Keys("SHA-1"), number)))
                : OldLogin.login(number);
    }

    private static Workload scram(String hash) {
        var keys = new Scram.Keys(hash);
        return Logins.again(
                number -> new SaslLogin(number, "bench", Optional.of(new Scram(keys, number))), 200, AT_ONCE);
    }

    private static Login plain(int number) {
        return new SaslLogin(number, "bench", Optional.empty());
    }
}
