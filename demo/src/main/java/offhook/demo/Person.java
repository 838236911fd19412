package offhook.demo;

/** Somebody of the story: a row of users.csv. */
public record Person(String user, String name, String extension, String password, String group) {

    String jid() {
        return user + "@" + Stage.DOMAIN;
    }

    String mail() {
        return user + "@mail.example";
    }

    String csvRow() {
        return "%s,%s,%s,,%s,,%s,%s,en,,".formatted(user, name, extension, password, mail(), group);
    }
}
