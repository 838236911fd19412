-- RFC 6121 §2 and §3: what users keep about their contacts.

CREATE TABLE roster (
    account TEXT PRIMARY KEY,
    version BIGINT NOT NULL,      -- counts the visible changes
    floor   BIGINT NOT NULL       -- changes up to this version cannot be told one by one any more
);

CREATE TABLE roster_item (
    account  TEXT    NOT NULL,
    contact  TEXT    NOT NULL,
    listed   INTEGER NOT NULL,    -- 0: only remembered, not in the roster
    name     TEXT    NOT NULL,
    groups   TEXT    NOT NULL,    -- separated by U+001F, which XML does not allow
    sub_to   TEXT    NOT NULL,    -- NO, ASKED, YES
    sub_from TEXT    NOT NULL,
    approved INTEGER NOT NULL,
    request  TEXT    NOT NULL,    -- the contact's subscription request as it came
    version  BIGINT  NOT NULL,    -- of the last visible change, 0 for none
    PRIMARY KEY (account, contact)
);
