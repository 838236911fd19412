-- Which addresses of the SIP world our people watch from their rosters: RFC 8048 §5.2.
CREATE TABLE phone_contacts (
    person  TEXT    NOT NULL,
    contact TEXT    NOT NULL, -- a bare JID
    granted INTEGER NOT NULL, -- whether the contact has let itself be watched
    PRIMARY KEY (person, contact)
);
