-- People and what is kept of their passwords. Lists stand in one column, since a person is always read whole.
CREATE TABLE person (
    id          TEXT    NOT NULL PRIMARY KEY, -- the localpart of their JID
    name        TEXT    NOT NULL,
    aliases     TEXT    NOT NULL,             -- SIP URIs, separated by spaces
    extensions  TEXT    NOT NULL,             -- separated by spaces
    numbers     TEXT    NOT NULL,             -- E.164, separated by spaces
    mail        TEXT    NOT NULL,
    language    TEXT    NOT NULL,
    zone        TEXT    NOT NULL,
    memberships TEXT    NOT NULL,             -- roster groups, one a line
    notify_by   TEXT    NOT NULL,             -- empty for the configured policy
    enabled     INTEGER NOT NULL,
    list_mark   TEXT    NOT NULL,             -- empty for somebody whom no list rules
    scram_sha_1   TEXT  NOT NULL,             -- RFC 5803; empty without a password
    scram_sha_256 TEXT  NOT NULL,
    digest      TEXT    NOT NULL,             -- HA1, encrypted
    realm       TEXT    NOT NULL,             -- which the HA1 was made for
    phone_secret INTEGER NOT NULL             -- 1 if the phone has a password of its own
);
