-- What the service keeps for itself, by name.
CREATE TABLE own (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;

-- Who may come in. A password is kept as its Argon2id hash.
CREATE TABLE user (
  name TEXT PRIMARY KEY NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('reader', 'editor', 'publisher')),
  password TEXT NOT NULL
) STRICT;

-- The keys of programs, kept as their SHA-256.
CREATE TABLE token (
  key TEXT PRIMARY KEY NOT NULL,
  user TEXT NOT NULL REFERENCES user (name) ON DELETE CASCADE,
  made INTEGER NOT NULL
) STRICT;

-- Who is in. The key of the cookie is kept as its SHA-256.
CREATE TABLE session (
  key TEXT PRIMARY KEY NOT NULL,
  user TEXT NOT NULL REFERENCES user (name) ON DELETE CASCADE,
  form_key TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT;

-- What is being written. `version` is that of the last save.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Every text that was ever saved: nothing is written over.
CREATE TABLE version (
  draft INTEGER NOT NULL REFERENCES draft (id),
  version INTEGER NOT NULL,
  text TEXT NOT NULL,
  by TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (draft, version)
) STRICT;

-- The pictures of a draft, by the paths under which its text names them.
CREATE TABLE picture (
  draft INTEGER NOT NULL REFERENCES draft (id),
  file TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (draft, file)
) STRICT;

-- What was begun that lasts: publications and verifications.
CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  by TEXT NOT NULL,
  begun INTEGER NOT NULL,
  ended INTEGER,
  state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'failed', 'lost')),
  answer TEXT
) STRICT;
