-- Names that the reader said are no places in an article.
CREATE TABLE not_place (
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,                       -- as it is listed
    PRIMARY KEY (article, name)
) STRICT;
