-- XEP-0045: persistent rooms.
CREATE TABLE muc_room (
    room       TEXT PRIMARY KEY,
    config     TEXT   NOT NULL,     -- the form muc#roomconfig as it is submitted
    subject    TEXT,                -- the message that set it
    subject_at BIGINT NOT NULL,
    secret     TEXT   NOT NULL      -- XEP-0421: the key of the room's occupant ids
);

CREATE TABLE muc_affiliation (
    room        TEXT NOT NULL,
    account     TEXT NOT NULL,      -- of outcasts it may be a domain
    affiliation TEXT NOT NULL,      -- OUTCAST, MEMBER, ADMIN, OWNER
    nick        TEXT NOT NULL,      -- reserved, or empty
    reason      TEXT NOT NULL,
    PRIMARY KEY (room, account)
);

CREATE INDEX muc_affiliation_account ON muc_affiliation (account);
