-- Notifications on their way to people: one row for each notification and channel.
CREATE TABLE outbox (
    id        TEXT    NOT NULL, -- of the notification, derived from kind, event, tag and person
    channel   TEXT    NOT NULL, -- CHAT, MAIL
    kind      TEXT    NOT NULL,
    event     TEXT    NOT NULL, -- Call-ID
    tag       TEXT    NOT NULL, -- From tag
    person    TEXT    NOT NULL,
    topic     TEXT    NOT NULL, -- who called: alerts about the same topic merge
    at        BIGINT  NOT NULL, -- when it happened
    details   TEXT    NOT NULL, -- the rest of the notification, JSON
    stands_in INTEGER NOT NULL, -- 1: a mail that is sent only if nobody takes the chat message
    state     TEXT    NOT NULL,
    message   TEXT,             -- the message that carries it, alone or with others
    previous  TEXT,             -- the message that carried it before, while that one is being withdrawn
    root      TEXT,             -- the first message about this topic, which later ones correct
    written   BIGINT  NOT NULL,
    due       BIGINT,           -- when there is something to do; null for nothing
    since     BIGINT  NOT NULL, -- when the attempts began
    attempts  INTEGER NOT NULL,
    cause     TEXT,             -- why the last attempt failed
    address   TEXT,             -- where the mail goes in place of the person's own address
    PRIMARY KEY (id, channel),
    UNIQUE (kind, event, tag, person, channel)
);

CREATE INDEX outbox_due ON outbox (channel, due) WHERE due IS NOT NULL;
CREATE INDEX outbox_person ON outbox (person, channel, state);
CREATE INDEX outbox_message ON outbox (message);
CREATE INDEX outbox_written ON outbox (written);
