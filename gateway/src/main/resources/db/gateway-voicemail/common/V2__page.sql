-- The secret of the page at which a voicemail is marked and deleted: another one than the file's, which people may pass on.
ALTER TABLE voicemail_link ADD COLUMN page TEXT NOT NULL DEFAULT '';

CREATE INDEX voicemail_link_page ON voicemail_link (page);
