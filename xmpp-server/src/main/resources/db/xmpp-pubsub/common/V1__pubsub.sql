-- XEP-0060: nodes and their items. The account is the host: of a user, or the service itself.
CREATE TABLE pubsub_node (
    account TEXT   NOT NULL,
    node    TEXT   NOT NULL,
    creator TEXT   NOT NULL,
    created BIGINT NOT NULL,
    config  TEXT   NOT NULL,        -- the form node_config as it is submitted; what it leaves out is as usual
    PRIMARY KEY (account, node)
);

CREATE TABLE pubsub_item (
    account   TEXT   NOT NULL,
    node      TEXT   NOT NULL,
    id        TEXT   NOT NULL,
    seq       BIGINT NOT NULL,      -- the order of publication
    publisher TEXT   NOT NULL,
    payload   TEXT   NOT NULL,      -- empty for none
    at        BIGINT NOT NULL,
    PRIMARY KEY (account, node, id)
);

CREATE INDEX pubsub_item_seq ON pubsub_item (account, node, seq);

-- Who is something to a node: here the account is who it is, and the host has a column of its own.
CREATE TABLE pubsub_affiliation (
    host        TEXT NOT NULL,
    node        TEXT NOT NULL,
    account     TEXT NOT NULL,
    affiliation TEXT NOT NULL,      -- OWNER, PUBLISHER, PUBLISH_ONLY, MEMBER, OUTCAST
    PRIMARY KEY (host, node, account)
);

CREATE INDEX pubsub_affiliation_account ON pubsub_affiliation (account);

CREATE TABLE pubsub_subscription (
    host    TEXT    NOT NULL,
    node    TEXT    NOT NULL,
    jid     TEXT    NOT NULL,       -- the account, or one of its clients
    account TEXT    NOT NULL,
    state   TEXT    NOT NULL,       -- PENDING, SUBSCRIBED
    deliver INTEGER NOT NULL,
    PRIMARY KEY (host, node, jid)
);

CREATE INDEX pubsub_subscription_account ON pubsub_subscription (account);

-- What users published before there were nodes.
INSERT INTO pubsub_node (account, node, creator, created, config)
    SELECT account, node, account, at, '<x xmlns=''jabber:x:data'' type=''submit''/>' FROM pep_item;
INSERT INTO pubsub_affiliation (host, node, account, affiliation)
    SELECT account, node, account, 'OWNER' FROM pep_item;
INSERT INTO pubsub_item (account, node, id, seq, publisher, payload, at)
    SELECT account, node, id, 1, account, payload, at FROM pep_item;
DROP TABLE pep_item;
