-- Whose clients say what was on the screen (XEP-0333), and when one said so last: for them a message that was taken is not yet read.
CREATE TABLE outbox_marker (
    person TEXT   NOT NULL PRIMARY KEY,
    last   BIGINT NOT NULL
);
