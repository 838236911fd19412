-- XEP-0313: the place of the message in the account's archive, by which it is known that a client has it from there.
ALTER TABLE offline_message ADD COLUMN archived BIGINT;

CREATE INDEX offline_message_archived ON offline_message (account, archived) WHERE archived IS NOT NULL;
