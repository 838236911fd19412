-- Mails of the PBX that were acknowledged: the file is there as long as the state is not DONE.
CREATE TABLE intake_mail (
    id         TEXT    NOT NULL PRIMARY KEY, -- random; the name of the file
    dedup      TEXT    NOT NULL UNIQUE,      -- the same for the same mail
    arrived    BIGINT  NOT NULL,
    client     TEXT    NOT NULL,
    sender     TEXT    NOT NULL,
    recipients TEXT    NOT NULL,             -- with spaces between them
    bytes      BIGINT  NOT NULL,
    state      TEXT    NOT NULL,             -- WAITING, FAILED, DONE
    subject    TEXT    NOT NULL,
    attempts   INTEGER NOT NULL,
    cause      TEXT    NOT NULL,             -- empty if nothing has failed
    box        TEXT                          -- whose it is, if an admin has said so
);

CREATE INDEX intake_mail_state ON intake_mail (state, arrived);
