package offhook.gateway.command;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Whether a host that the file names can be looked up.
 *
 * @param key where it stands in the file: "[mail] smtp"
 */
record HostCheck(String key, String host, Lookup lookup) {

    /** The system's resolver, or what a test puts in its place. */
    @FunctionalInterface
    interface Lookup {

        /** Blocks. An address in digits is found without asking anybody. */
        InetAddress find(String host) throws UnknownHostException;
    }

    Finding finding() {
        try {
            return Finding.ok(key + ": " + host + " is " + lookup.find(host).getHostAddress());
        } catch (UnknownHostException e) {
            return Finding.wrong(key + ": the name " + host + " cannot be looked up");
        }
    }
}
