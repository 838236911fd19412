package offhook.xmpp.web;

import java.util.function.Supplier;
import offhook.runtime.share.SharedFiles;

/**
 * What the XMPP side knows of the web server in front of it.
 *
 * @param url its address as clients see it, without a slash at the end; asked when it is up
 */
public record WebSite(SharedFiles files, Supplier<String> url) {}
