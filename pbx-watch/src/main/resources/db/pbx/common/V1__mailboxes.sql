-- How many messages a mailbox of the PBX had when that last told; number counts the times that messages came.
CREATE TABLE mailbox (
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    fresh INTEGER NOT NULL,
    old INTEGER NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (person, name)
);
