-- XEP-0191: whom users want nothing of.
CREATE TABLE blocked (
    account TEXT NOT NULL,
    jid     TEXT NOT NULL,        -- of a user, a client, a domain, or a resource of a domain
    PRIMARY KEY (account, jid)
);
