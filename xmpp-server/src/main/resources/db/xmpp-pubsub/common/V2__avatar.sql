-- XEP-0398: what the presence of users says about the pictures in their cards.
CREATE TABLE avatar (
    account TEXT PRIMARY KEY,
    hash    TEXT NOT NULL           -- SHA-1 in hexadecimal, empty for a card without a picture
);
