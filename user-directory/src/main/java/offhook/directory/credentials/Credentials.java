package offhook.directory.credentials;

/** What is kept of a password: SCRAM keys for chat and digest hashes for the phone, never the password. */
public record Credentials(ScramKeys sha1, ScramKeys sha256, DigestHashes digest) {}
