-- To find whoever has a person in the roster who is removed for good.
CREATE INDEX roster_item_contact ON roster_item (contact);
