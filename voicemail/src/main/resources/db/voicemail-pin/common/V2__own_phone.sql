-- Wrong ones at the owner's own phone: strangers do not lock it.
ALTER TABLE voicemail_pin ADD COLUMN own_failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE voicemail_pin ADD COLUMN own_locks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE voicemail_pin ADD COLUMN own_locked_until BIGINT NOT NULL DEFAULT 0;
