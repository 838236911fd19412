package offhook.benchmarks.xmpp;

/** How the servers are set up. */
enum Setting {
    BARE("", false),
    ARCHIVED("", true),
    SHA_1("SHA-1", false),
    SHA_256("SHA-256", false);

    /**
     * Of the passwords, where they are kept as hashes (Offhook always keeps those of both kinds). Empty where it does not
     * matter how dear a login is: then those that can keep them as they are.
     */
    private final String hash;

    /** Whether messages are archived, XEP-0313. */
    private final boolean archived;

    Setting(String hash, boolean archived) {
        this.hash = hash;
        this.archived = archived;
    }

    /** A configuration file, from its template. */
    String fill(String template, String folder) {
        return template.replace("FOLDER", folder)
                .replace("IF_ARCHIVED ", archived ? "" : "#")
                .replace("ARCHIVED", Boolean.toString(archived))
                .replace("PROSODY_PASSWORDS", hash.isEmpty() ? "internal_plain" : "internal_hashed")
                .replace("PROSODY_HASH", hash.isEmpty() ? "SHA-1" : hash)
                .replace("EJABBERD_PASSWORDS", hash.isEmpty() ? "plain" : "scram")
                .replace("EJABBERD_HASH", hash.equals("SHA-256") ? "sha256" : "sha");
    }
}
