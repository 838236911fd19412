package offhook.gateway.notify;

import offhook.mail.MailBridge;
import offhook.mail.Mailbox;

/**
 * The way to mailboxes.
 *
 * @param from what alerts are sent from
 * @param templates the frame around what they tell
 */
public record MailOut(MailBridge bridge, Mailbox from, MailTemplates templates) {}
