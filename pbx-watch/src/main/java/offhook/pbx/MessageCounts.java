package offhook.pbx;

import offhook.directory.UserId;

/** Takes what a PBX tells of somebody's voicemail: how many messages there are, not what changed. */
public interface MessageCounts {

    /**
     * Must not block.
     *
     * @param mailbox as the PBX calls it; what stands behind an at sign does not count
     * @param fresh messages not listened to yet
     * @param old the others
     */
    void counted(UserId user, String mailbox, int fresh, int old);
}
