-- A file that whoever knows its token may fetch until it expires. Times are UTC milliseconds.
CREATE TABLE shared_file (
    token   TEXT    NOT NULL PRIMARY KEY, -- also its name on the disk
    purpose TEXT    NOT NULL,             -- what it is for: quotas are counted for each
    account TEXT    NOT NULL,             -- whose it is
    name    TEXT    NOT NULL,             -- as people see it
    type    TEXT    NOT NULL,             -- its media type, '' if nobody said
    size    BIGINT  NOT NULL,             -- in bytes
    made    BIGINT  NOT NULL,             -- when it was announced
    expires BIGINT  NOT NULL,             -- when it is gone, or its announcement void
    keep    BIGINT  NOT NULL,             -- for how long after its arrival
    arrived BIGINT                        -- when all of it was on the disk; NULL while it is only announced
);
CREATE INDEX shared_file_of ON shared_file (account, purpose);
CREATE INDEX shared_file_expires ON shared_file (expires);
