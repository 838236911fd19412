-- XEP-0313: what accounts and rooms have heard and said.
CREATE TABLE archive_message (
    seq      INTEGER PRIMARY KEY,  -- the place among all that is kept: microseconds, each once
    account  TEXT NOT NULL,        -- whose archive: an account's or a room's
    contact  TEXT NOT NULL,        -- an account's: the other, a bare JID; a room's: the occupant
    resource TEXT NOT NULL,        -- an account's: of the other, or empty
    sender   TEXT,                 -- a room's: who the occupant was, a bare JID
    stanza   TEXT NOT NULL
);

CREATE INDEX archive_message_account ON archive_message (account, seq);
CREATE INDEX archive_message_contact ON archive_message (account, contact, seq);
CREATE INDEX archive_message_sender ON archive_message (account, sender, seq) WHERE sender IS NOT NULL;
