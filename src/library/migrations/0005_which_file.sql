-- Which file this is, so that the log of another one is not taken for its own. Each file has a nonce, a copy has another;
-- each commit writes the row, so that every log holds it.
CREATE TABLE file (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    nonce   BLOB NOT NULL,                       -- 16 random bytes
    commits INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO file (id, nonce) VALUES (1, randomblob(16));
