-- When the service last took a push: what came later and still waits, it has not heard of.
ALTER TABLE push_registration ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
