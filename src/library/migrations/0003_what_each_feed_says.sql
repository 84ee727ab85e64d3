-- What each feed says of an article that stands in several: nothing that one says changes what another one said.

-- The feed whose words an article shows, by its name: the same again when that feed was ended and is subscribed to once
-- more. NULL: no feed's, or not known.
ALTER TABLE standing ADD COLUMN feed TEXT;

UPDATE standing SET feed = (SELECT feed.name FROM entry JOIN feed ON feed.id = entry.feed
    WHERE entry.article = standing.article ORDER BY entry.id LIMIT 1);

-- The words of a feed for an entry whose article shows those of another feed.
CREATE TABLE told (
    entry     INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
    title     TEXT,
    byline    TEXT,
    published TEXT,
    site      TEXT,
    lang      TEXT,
    url       TEXT,
    text      TEXT NOT NULL,
    blocks    TEXT NOT NULL,                     -- JSON, bytes of the text
    links     TEXT NOT NULL
) STRICT;

-- An entry that has lost its article only says that it is not to be added again.
CREATE TRIGGER told_goes AFTER UPDATE OF article ON entry WHEN NEW.article IS NULL BEGIN
    DELETE FROM told WHERE entry = NEW.id;
END;

-- Until now a feed could write over the words of another one, which were not kept. Feeds that share an article are read
-- anew, and each entry is taken in again.
UPDATE feed SET digest = NULL, etag = NULL, last_modified = NULL WHERE id IN (
    SELECT feed FROM entry WHERE article IN (SELECT article FROM entry WHERE article IS NOT NULL GROUP BY article HAVING count(*) > 1));
UPDATE entry SET digest = 0 WHERE article IN (
    SELECT article FROM entry WHERE article IS NOT NULL GROUP BY article HAVING count(*) > 1);
