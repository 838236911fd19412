-- What somebody's last calls were, made and received.
CREATE INDEX calls_of_caller ON calls (caller_user, arrived) WHERE caller_user IS NOT NULL;

CREATE INDEX call_legs_of_person ON call_legs (person);
