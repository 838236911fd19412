-- Where phones can be reached: RFC 3261 §10.
CREATE TABLE bindings (
    person   TEXT             NOT NULL,
    aor      TEXT             NOT NULL,
    uri      TEXT             NOT NULL,
    contact  TEXT             NOT NULL,
    q        DOUBLE PRECISION NOT NULL,
    expires  BIGINT           NOT NULL,
    call_id  TEXT             NOT NULL,
    cseq     BIGINT           NOT NULL,
    path     TEXT             NOT NULL,
    protocol TEXT             NOT NULL,
    received TEXT             NOT NULL,
    PRIMARY KEY (person, aor, uri)
);

CREATE INDEX bindings_expires ON bindings (expires);
