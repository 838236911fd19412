-- XEP-0441: of accounts that want something else than the archive of everything.
CREATE TABLE archive_preferences (
    account TEXT PRIMARY KEY,
    prefs   TEXT NOT NULL          -- the element
);

-- What the ids of archived messages are made with; one row.
CREATE TABLE archive_secret (
    secret TEXT NOT NULL           -- 16 bytes in hexadecimal
);
