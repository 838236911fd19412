-- What callers have left: one row for each file, which it outlives by a moment.
CREATE TABLE voicemail (
    id         TEXT    NOT NULL PRIMARY KEY, -- random; the name of the file
    person     TEXT    NOT NULL,
    call_id    TEXT    NOT NULL,
    name       TEXT    NOT NULL, -- the caller's
    address    TEXT    NOT NULL,
    caller     TEXT,             -- the caller, if they are one of our people
    withheld   INTEGER NOT NULL, -- 1: name and address must not be shown
    arrived    BIGINT  NOT NULL,
    length     BIGINT  NOT NULL, -- in milliseconds
    bytes      BIGINT  NOT NULL,
    state      TEXT    NOT NULL, -- NEW, HEARD, DELETED; GONE: the file is to be deleted, then the row
    changed    BIGINT  NOT NULL, -- when it came into this state
    cut        INTEGER NOT NULL, -- 1: the server went down while the caller spoke
    transcript TEXT
);

CREATE INDEX voicemail_person ON voicemail (person, state);
CREATE INDEX voicemail_changed ON voicemail (state, changed);
