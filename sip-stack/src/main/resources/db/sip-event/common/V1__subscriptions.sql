-- Who watches whom: the dialogs of RFC 6665 in which we are the notifier.
CREATE TABLE subscriptions (
    call_id    TEXT    NOT NULL,
    local_tag  TEXT    NOT NULL,
    remote_tag TEXT    NOT NULL,
    local      TEXT    NOT NULL,
    remote     TEXT    NOT NULL,
    local_seq  BIGINT  NOT NULL, -- no NOTIFY has reached it
    remote_seq BIGINT  NOT NULL,
    target     TEXT    NOT NULL,
    routes     TEXT    NOT NULL,
    secure     INTEGER NOT NULL,
    event      TEXT    NOT NULL,
    event_id   TEXT,
    watched    TEXT    NOT NULL,
    watcher    TEXT, -- NULL for a trusted peer
    expires    BIGINT  NOT NULL,
    protocol   TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    PRIMARY KEY (call_id, local_tag, remote_tag)
);

CREATE INDEX subscriptions_expires ON subscriptions (expires);
