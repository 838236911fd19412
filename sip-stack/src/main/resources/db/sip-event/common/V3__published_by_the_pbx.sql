-- What the PBX has published is withdrawn when it is gone.
ALTER TABLE publications ADD COLUMN by_pbx INTEGER NOT NULL DEFAULT 0;
