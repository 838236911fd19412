package offhook.directory.credentials;

/** RFC 5802 §3: what a server needs to check a SCRAM client. The arrays are not changed after construction. */
public record ScramKeys(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {}
