-- One row for each INVITE that begins a call. Rows with the same first_call_id and first_from_tag are one logical call.
CREATE TABLE calls (
    call_id        TEXT    NOT NULL,
    from_tag       TEXT    NOT NULL,
    first_call_id  TEXT    NOT NULL,
    first_from_tag TEXT    NOT NULL,
    arrived        BIGINT  NOT NULL,
    caller_name    TEXT    NOT NULL,
    caller_uri     TEXT    NOT NULL,
    caller_user    TEXT,
    withheld       INTEGER NOT NULL,
    dialled        TEXT    NOT NULL,
    ring_group     TEXT,
    replaces       TEXT,
    answered       BIGINT,
    lease          BIGINT,
    closed         BIGINT,
    PRIMARY KEY (call_id, from_tag)
);

-- What is resolved at start: few rows, whatever the history.
CREATE INDEX calls_open ON calls (arrived) WHERE closed IS NULL;

CREATE INDEX calls_closed ON calls (closed);

CREATE TABLE call_legs (
    call_id  TEXT   NOT NULL,
    from_tag TEXT   NOT NULL,
    person   TEXT   NOT NULL,
    outcome  TEXT,
    rang     BIGINT NOT NULL,
    PRIMARY KEY (call_id, from_tag, person)
);
