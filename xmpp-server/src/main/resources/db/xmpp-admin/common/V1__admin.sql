-- XEP-0012 and XEP-0133: when accounts were there last.
CREATE TABLE last_activity (
    account   TEXT PRIMARY KEY,
    login_at  BIGINT NOT NULL,
    logout_at BIGINT NOT NULL,      -- 0 for not yet
    status    TEXT   NOT NULL       -- of the last unavailable presence
);

-- XEP-0133: what administrators have to tell everybody.
CREATE TABLE standing_message (
    kind TEXT PRIMARY KEY,          -- MOTD, WELCOME
    id   TEXT NOT NULL,             -- another one for every message that is set
    body TEXT NOT NULL
);

CREATE TABLE motd_seen (
    account TEXT PRIMARY KEY,
    motd    TEXT NOT NULL           -- the id of the last one that the account was sent
);
