package offhook.pbx.shadow;

import offhook.runtime.config.Secret;

/**
 * What an extension is registered with.
 *
 * @param user by which it authenticates
 */
public record Account(String user, Secret password) {}
