-- What others have published about our people: the event state of RFC 3903.
CREATE TABLE publications (
    etag      TEXT   NOT NULL PRIMARY KEY,
    event     TEXT   NOT NULL,
    person    TEXT   NOT NULL,
    body      TEXT   NOT NULL,
    expires   BIGINT NOT NULL,
    published BIGINT NOT NULL
);

CREATE INDEX publications_expires ON publications (expires);
