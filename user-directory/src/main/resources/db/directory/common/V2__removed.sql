-- Who was removed while the server was down. At its start, what other modules keep of them goes.
CREATE TABLE person_removed (
    id TEXT NOT NULL PRIMARY KEY
);
