-- XEP-0163: what users publish about themselves, the last item of each node.
CREATE TABLE pep_item (
    account TEXT   NOT NULL,
    node    TEXT   NOT NULL,
    id      TEXT   NOT NULL,
    payload TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (account, node)
);
