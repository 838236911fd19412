-- XEP-0049: what clients keep for themselves.
CREATE TABLE private_xml (
    account   TEXT NOT NULL,
    name      TEXT NOT NULL,
    namespace TEXT NOT NULL,
    xml       TEXT NOT NULL,
    PRIMARY KEY (account, name, namespace)
);

-- XEP-0054: what users tell about themselves.
CREATE TABLE vcard (
    account TEXT PRIMARY KEY,
    xml     TEXT NOT NULL
);
