-- Articles, the revisions of their texts, bookmarks, reading positions.
-- Times are RFC 3339, UTC. Offsets named start and end are code points of the revision that is named beside them;
-- place_start and place_end are bytes of the article's current text.

CREATE TABLE article (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,            -- what commands and exports call it
    source_kind TEXT NOT NULL CHECK (source_kind IN ('file', 'url', 'stdin', 'sample')),
    source      TEXT NOT NULL,                   -- absolute path, address, sample's name, or digest of what stdin held
    title       TEXT,
    byline      TEXT,
    published   TEXT,
    site        TEXT,
    lang        TEXT,
    url         TEXT,                            -- the canonical address
    raw         INTEGER NOT NULL DEFAULT 0,      -- read with --raw
    revision    INTEGER REFERENCES revision (id),-- the text as it is now; NULL: known by name only
    blocks      TEXT NOT NULL DEFAULT '[]',      -- JSON, bytes of the current text
    links       TEXT NOT NULL DEFAULT '[]',
    aside       TEXT NOT NULL DEFAULT '[]',
    added       TEXT NOT NULL,
    updated     TEXT NOT NULL,                   -- when the text last changed
    checked     TEXT NOT NULL,                   -- when the source was last read
    UNIQUE (source_kind, source)
) STRICT;

CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL;
CREATE INDEX article_revision ON article (revision);

-- Texts stand apart from what lists show, so that a list never reads one. They are kept as they are, not compressed:
-- full-text search reads them in place, and any SQLite tool can.
CREATE TABLE revision (
    id      INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    digest  TEXT NOT NULL,                       -- sha256:…
    text    TEXT,                                -- NULL: a bookmark came in from elsewhere without its text
    kept    TEXT NOT NULL,
    UNIQUE (article, digest)
) STRICT;

CREATE TABLE bookmark (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,               -- UUIDv7
    article  INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,

    -- The passage as it was selected. Never overwritten.
    revision INTEGER NOT NULL REFERENCES revision (id),
    start    INTEGER NOT NULL,
    end      INTEGER NOT NULL,
    exact    TEXT NOT NULL,
    prefix   TEXT NOT NULL,
    suffix   TEXT NOT NULL,

    note     TEXT NOT NULL DEFAULT '',
    color    TEXT,
    created  TEXT NOT NULL,
    updated  TEXT NOT NULL,
    removed  TEXT,                               -- when it was removed; it can be restored

    -- Where it stands in the article's current text: derived, made anew whenever that changes.
    status      TEXT NOT NULL CHECK (status IN ('exact', 'shifted', 'changed', 'orphan')),
    score       REAL NOT NULL,
    place_start INTEGER,
    place_end   INTEGER
) STRICT;

CREATE INDEX bookmark_article ON bookmark (article, place_start);
CREATE INDEX bookmark_revision ON bookmark (revision);

CREATE TABLE bookmark_tag (
    bookmark INTEGER NOT NULL REFERENCES bookmark (id) ON DELETE CASCADE,
    tag      TEXT NOT NULL,
    PRIMARY KEY (bookmark, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX bookmark_tag_tag ON bookmark_tag (tag);

-- Where reading stopped, told by the words that follow.
CREATE TABLE position (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    end     INTEGER NOT NULL,
    exact   TEXT NOT NULL,
    prefix  TEXT NOT NULL,
    suffix  TEXT NOT NULL,
    saved   TEXT NOT NULL
) STRICT;
