-- XEP-0160: messages for accounts, until a client has taken them.

CREATE TABLE offline_message (
    account  TEXT   NOT NULL,
    seq      BIGINT NOT NULL,     -- the order in which they came
    id       TEXT,                -- of messages of local services only, whose id is their own
    replaces TEXT,                -- XEP-0308: the message that it corrects
    stanza   TEXT   NOT NULL,
    size     BIGINT NOT NULL,     -- of the stanza in bytes
    at       BIGINT NOT NULL,
    PRIMARY KEY (account, seq),
    UNIQUE (account, id)
);

CREATE INDEX offline_message_at ON offline_message (at);
