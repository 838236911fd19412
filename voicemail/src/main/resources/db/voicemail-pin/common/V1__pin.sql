-- The PINs of mailboxes: what is kept of them, and how many wrong ones came in a row.
CREATE TABLE voicemail_pin (
    person       TEXT    NOT NULL PRIMARY KEY,
    keys         TEXT    NOT NULL, -- iterations:salt$storedKey:serverKey, made with the key of the data folder
    failures     INTEGER NOT NULL, -- wrong ones since the last lock or right one
    locks        INTEGER NOT NULL, -- how often it was locked since the last right one
    locked_until BIGINT  NOT NULL
);
