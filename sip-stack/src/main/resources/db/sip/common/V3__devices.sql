-- A binding may be one of several flows of a device (RFC 5626), and a device has addresses of its own (RFC 5627).
CREATE TABLE bindings_of_devices (
    person    TEXT             NOT NULL,
    aor       TEXT             NOT NULL,
    slot      TEXT             NOT NULL, -- the URI of the Contact, or device and flow
    uri       TEXT             NOT NULL,
    contact   TEXT             NOT NULL,
    q         DOUBLE PRECISION NOT NULL,
    expires   BIGINT           NOT NULL,
    refreshed BIGINT           NOT NULL,
    call_id   TEXT             NOT NULL,
    cseq      BIGINT           NOT NULL,
    path      TEXT             NOT NULL,
    protocol  TEXT             NOT NULL,
    received  TEXT             NOT NULL,
    instance  TEXT             NOT NULL,
    reg_id    INTEGER          NOT NULL,
    series    TEXT             NOT NULL,
    PRIMARY KEY (person, aor, slot)
);

INSERT INTO bindings_of_devices
SELECT person, aor, uri, uri, contact, q, expires, 0, call_id, cseq, path, protocol, received, '', 0, ''
FROM bindings;

DROP TABLE bindings;

ALTER TABLE bindings_of_devices RENAME TO bindings;

CREATE INDEX bindings_expires ON bindings (expires);
