-- Feeds and their entries, how articles stand with the reader, full-text search, marks.
-- Here moments are microseconds since 1970, so that what lists are sorted by is small.

-- What lists ask of an article: narrow, so that reading none of it reads a text, and marking a thousand as read writes no
-- text. An article has a row here as soon as it has a text.
CREATE TABLE standing (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    sorted  INTEGER NOT NULL,                    -- published, but not after it was added; else added
    read    INTEGER,                             -- when it was read; NULL: unread
    starred INTEGER,                             -- since when it has a star
    kept    INTEGER,                             -- when the reader added it; NULL: it came with a feed
    page    INTEGER NOT NULL,                    -- 1: the text is that of the page; 0: what a feed gives of it
    link    INTEGER,                             -- digest of its address without what differs for the same page
    words   INTEGER                              -- digest of title and text
) STRICT;

CREATE INDEX standing_sorted ON standing (sorted);
CREATE INDEX standing_unread ON standing (sorted, article, read) WHERE read IS NULL;
CREATE INDEX standing_starred ON standing (sorted, article, starred) WHERE starred IS NOT NULL;
CREATE INDEX standing_kept ON standing (sorted, article, kept) WHERE kept IS NOT NULL;
CREATE INDEX standing_link ON standing (link) WHERE link IS NOT NULL;
CREATE INDEX standing_words ON standing (words) WHERE words IS NOT NULL;

-- What was in a library before there were feeds was added by the reader, and read. Sorted more exactly when it is put
-- into the index (see migrate.rs).
INSERT INTO standing (article, sorted, read, kept, page)
    SELECT id, unixepoch(added) * 1000000, unixepoch(added) * 1000000, unixepoch(added) * 1000000, 1
    FROM article WHERE revision IS NOT NULL;

CREATE TABLE feed (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,          -- what commands call it
    source_kind   TEXT NOT NULL CHECK (source_kind IN ('file', 'url')),
    source        TEXT NOT NULL,                 -- absolute path or address; never with a name and a password
    typed         TEXT,                          -- what a person typed, if a page or a server led from there; NULL: source
    login         TEXT,                          -- name and password with their origin; only what fetches reads it
    called        TEXT,                          -- the reader's word for it
    title         TEXT,                          -- its own
    link          TEXT,                          -- the page it belongs to
    folders       TEXT NOT NULL DEFAULT '[]',    -- JSON, outermost first
    full_text     INTEGER NOT NULL DEFAULT 0,    -- whether the pages of its new entries are fetched
    etag          TEXT,
    last_modified TEXT,
    digest        TEXT,                          -- of what was read last
    added         INTEGER NOT NULL,
    checked       INTEGER,                       -- when it was last read without trouble
    trouble       TEXT,
    trouble_since INTEGER,
    due           INTEGER,                       -- not to be read again before
    UNIQUE (source_kind, source)
) STRICT;

CREATE TABLE feed_tag (
    feed INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    tag  TEXT NOT NULL,
    PRIMARY KEY (feed, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_tag_tag ON feed_tag (tag);

-- One row for each entry that a feed has or had. Without an article it only says that this entry is not to be added
-- again: the reader removed it, it was too old or too much to be kept, or it is another one's double (as long as it says
-- the same); such rows go when the feed no longer lists them.
CREATE TABLE entry (
    id      INTEGER PRIMARY KEY,
    feed    INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    key     TEXT NOT NULL,                       -- what tells it from the feed's other entries
    article INTEGER REFERENCES article (id) ON DELETE SET NULL,
    digest  INTEGER NOT NULL,                    -- of all that the feed said
    sorted  INTEGER NOT NULL DEFAULT 0,          -- as the article stands: see the trigger
    unread  INTEGER NOT NULL DEFAULT 0,
    double  INTEGER NOT NULL DEFAULT 0,          -- 1: another entry of this feed says the same
    UNIQUE (feed, key)
) STRICT;

CREATE INDEX entry_list ON entry (feed, sorted, article) WHERE article IS NOT NULL;
CREATE INDEX entry_unread ON entry (feed, sorted, article) WHERE article IS NOT NULL AND unread = 1;
CREATE UNIQUE INDEX entry_article ON entry (article, feed);
CREATE INDEX entry_gone ON entry (feed) WHERE article IS NULL;

-- What is known of an article's page as a server gives it.
CREATE TABLE page (
    article       INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    etag          TEXT,
    last_modified TEXT,
    reader        TEXT,                          -- which way of reading made the text
    revision      INTEGER,                       -- of which text this is known; another text: it is known no more
    tries         INTEGER NOT NULL DEFAULT 0     -- how often the full text was asked for and not kept
) STRICT;

CREATE TRIGGER entry_stands AFTER UPDATE OF sorted, read ON standing BEGIN
    UPDATE entry SET sorted = NEW.sorted, unread = NEW.read IS NULL WHERE article = NEW.article;
END;

CREATE INDEX bookmark_present ON bookmark (article) WHERE removed IS NULL;

-- The words of current texts, without the texts themselves: those are in revision. Row numbers are those of articles.
CREATE VIRTUAL TABLE search USING fts5 (
    title, site, body,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER search_forgets AFTER DELETE ON article BEGIN
    DELETE FROM search WHERE rowid = OLD.id;
END;

-- Places that the reader marked with a letter, by the words that follow.
CREATE TABLE mark (
    letter  TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    end     INTEGER NOT NULL,
    exact   TEXT NOT NULL,
    prefix  TEXT NOT NULL,
    suffix  TEXT NOT NULL,
    saved   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX mark_article ON mark (article);

-- When a passage was looked at in a review, and how often.
ALTER TABLE bookmark ADD COLUMN reviewed INTEGER;
ALTER TABLE bookmark ADD COLUMN reviews INTEGER NOT NULL DEFAULT 0;

-- Where the reader placed a bookmark by hand: a passage of the revision that was on the screen. In later texts it is
-- this passage that is looked for.
CREATE TABLE placed (
    bookmark INTEGER PRIMARY KEY REFERENCES bookmark (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL REFERENCES revision (id),
    start    INTEGER NOT NULL,
    end      INTEGER NOT NULL,
    exact    TEXT NOT NULL,
    prefix   TEXT NOT NULL,
    suffix   TEXT NOT NULL
) STRICT;

CREATE INDEX placed_revision ON placed (revision);
