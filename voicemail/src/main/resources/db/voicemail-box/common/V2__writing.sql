-- How many times somebody has begun to write down what was said and has not come to an end; 0 if nobody is at it.
ALTER TABLE voicemail ADD COLUMN writing INTEGER NOT NULL DEFAULT 0;

CREATE INDEX voicemail_writing ON voicemail (arrived) WHERE writing > 0;
CREATE INDEX voicemail_call ON voicemail (call_id);
