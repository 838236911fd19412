package offhook.sip.event;

/** What a watcher may see of somebody. */
enum Sight {
    SEEN,
    /** Nothing yet: the person was asked and has not answered. */
    ASKED,
    HIDDEN
}
