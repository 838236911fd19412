-- How people want to be told, where they have said so themselves; what is not here is as the configuration says.
CREATE TABLE preference (
    person TEXT NOT NULL,
    name   TEXT NOT NULL, -- channel, quiet_from …
    value  TEXT NOT NULL, -- as people write it
    PRIMARY KEY (person, name)
);
