-- A key has a number by which people name it, a label that says what it is for, and an end; those from before have none.
CREATE TABLE kept_token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT UNIQUE NOT NULL,
  user TEXT NOT NULL REFERENCES user (name) ON DELETE CASCADE,
  label TEXT NOT NULL,
  made INTEGER NOT NULL,
  last_used INTEGER,
  until INTEGER
) STRICT;
INSERT INTO kept_token (key, user, label, made) SELECT key, user, '', made FROM token ORDER BY made;
DROP TABLE token;
ALTER TABLE kept_token RENAME TO token;

-- Who may manage the accounts of others, whatever the role.
ALTER TABLE user ADD COLUMN admin INTEGER NOT NULL DEFAULT 0 CHECK (admin IN (0, 1));

-- When a draft was put away; of those that are away already, nobody knows, and it counts from now.
ALTER TABLE draft ADD COLUMN away INTEGER;
UPDATE draft SET away = unixepoch() WHERE gone = 1;

-- Finds old saves without reading their texts.
CREATE INDEX version_time ON version (time);
