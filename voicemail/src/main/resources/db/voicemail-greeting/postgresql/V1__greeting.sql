-- What callers hear in place of the standard greeting.
CREATE TABLE voicemail_greeting (
    person  TEXT    NOT NULL PRIMARY KEY,
    rate    INTEGER NOT NULL, -- samples a second
    samples BYTEA NOT NULL, -- 16-bit, little-endian, one channel
    changed BIGINT  NOT NULL
);
