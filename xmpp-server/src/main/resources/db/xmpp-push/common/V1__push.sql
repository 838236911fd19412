-- XEP-0357: who is to be told that something waits for an account.
CREATE TABLE push_registration (
    account  TEXT NOT NULL,
    service  TEXT NOT NULL,
    node     TEXT NOT NULL,         -- '' for none
    resource TEXT NOT NULL,         -- of the client that asked for it
    options  TEXT NOT NULL,         -- the form with which to publish, or ''
    PRIMARY KEY (account, service, node)
);
