-- Pictures have versions as texts have: one belongs to the saves from `since` on, and to none from `until` on.
CREATE TABLE kept_picture (
  draft INTEGER NOT NULL REFERENCES draft (id),
  file TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER,
  bytes BLOB NOT NULL,
  PRIMARY KEY (draft, file, since)
) STRICT;
INSERT INTO kept_picture (draft, file, since, bytes) SELECT draft, file, 1, bytes FROM picture;
DROP TABLE picture;
ALTER TABLE kept_picture RENAME TO picture;
