-- The link to each voicemail that was told in chat: it dies with the message.
CREATE TABLE voicemail_link (
    voicemail TEXT   NOT NULL PRIMARY KEY,
    person    TEXT   NOT NULL,
    token     TEXT   NOT NULL, -- of the shared file
    name      TEXT   NOT NULL,
    size      BIGINT NOT NULL,
    length    BIGINT NOT NULL, -- in milliseconds
    sha256    TEXT   NOT NULL
);

CREATE INDEX voicemail_link_person ON voicemail_link (person);
