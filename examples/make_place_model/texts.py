"""Writes the annotated texts that examples/make_place_model learns from, one JSON object a line, to standard output.

    python3 texts.py CORPORA [SILVER.jsonl] > texts.jsonl

CORPORA holds the folders wikigold, wnut17, btc and gum (see assets/gazetteer/README.md; of GUM the genres bio and voyage are left
out). SILVER.jsonl is what silver.py writes. Python 3.9, standard library only; the same input gives the same output.
"""
import glob
import json
import os
import re
import sys

LABELS = {"LOC": "place", "PER": "person", "ORG": "body", "MISC": "other", "location": "place", "person": "person",
          "corporation": "body", "group": "body", "product": "other", "creative-work": "other"}
SILVER = {"GPE": "place", "LOC": "place", "FAC": "works", "PERSON": "person", "ORG": "body", "NORP": "other",
          "EVENT": "other", "LAW": "other", "PRODUCT": "other", "WORK_OF_ART": "other", "LANGUAGE": "other"}
UNION = ("EU", "European Union", "E.U.")  # a place in our reading
CLOSE = (",", ".", ";", ":", "!", "?", ")", "]", "%", "n't", "...", "'", "’")
LINKS = set("of de la las le les del des du and the & upon on al el van von der bin - . ' in for to at".split())
NOT_NAMES = set("he she it they i we you his her their this that these those our my its who all some many most both other people "
                "another each no everyone someone one two such any what which where if there here".split())


def joined(tokens):
    """The text of tokens, and where each stands in it."""
    text, spans, space, quoted = "", [], False, False
    for token in tokens:
        token = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"', "&amp;": "&"}.get(token, token)
        gap, space = space, True
        if token in CLOSE or re.match(r"^['’](s|re|ve|ll|d|m)$", token):
            gap = False
        if token in ("(", "[", "$", "£", "€", "#"):
            space = False
        if token == '"':
            quoted = not quoted
            gap, space = (gap, False) if quoted else (False, space)
        if gap and text:
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def put(source, sentences):
    text, names = "", []
    for tokens, found in sentences:
        line, spans = joined(tokens)
        names += [[len(text) + spans[a][0], len(text) + spans[b - 1][1], label] for a, b, label in found]
        short = len(tokens) < 3 or tokens[-1] not in ".!?\"'”)"
        text += line + ("\n\n" if short or source.startswith("tw") else "\n")
    print(json.dumps({"source": source, "text": text, "names": names}))


def conll(path):
    """Sentences as (words, tags); None where a document begins."""
    words, tags = [], []
    with open(path, encoding="utf8", errors="replace") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("-DOCSTART"):
                if words:
                    yield words, tags
                if line.startswith("-DOCSTART"):
                    yield None
                words, tags = [], []
                continue
            parts = line.split("\t" if "\t" in line else " ")
            if parts[0].strip():
                words.append(parts[0].strip())
                tags.append(parts[-1].strip())
    if words:
        yield words, tags


def named(tags):
    out, now = [], None
    for i, tag in enumerate(tags + ["O"]):
        form = re.match(r"^([BI])-(.*)$", tag)
        label = LABELS.get(form[2]) if form else None
        if now and label == now[2] and form[1] == "I":
            now = (now[0], i + 1, label)
        else:
            if now:
                out.append(now)
            now = (i, i + 1, label) if label else None
    return out


def gum_names(rows):
    """The outermost named entities of a GUM sentence."""
    tokens = [row[2] for row in rows]
    spans = {}
    for i, row in enumerate(rows):
        links = dict(reversed(m.groups()) for m in (re.match(r"^(.*)\[(\d+)\]$", part) for part in row[6].split("|")) if m)
        for k, part in enumerate(row[3].split("|") if row[3] != "_" else []):
            form = re.match(r"^(.*)\[(\d+)\]$", part)
            number = form[2] if form else "x%d_%d" % (i, k)
            link = links.get(form[2]) if form else (row[6] if row[6] != "_" else None)
            span = spans.setdefault(number, [i, i + 1, form[1] if form else part, link])
            span[1] = i + 1
            span[3] = link or span[3]
    found = []
    for a, b, kind, link in spans.values():
        while a < b and tokens[a].lower() in ("the", "a", "an"):
            a += 1
        if a < b and tokens[b - 1] in ("'s", "’s", "'"):
            b -= 1
        words = tokens[a:b]
        capital = lambda word: word[:1].isupper()
        if kind == "time" or not words or not capital(words[0]) or words[0].lower() in NOT_NAMES:
            continue
        if not all(capital(w) or w.isdigit() or w.lower() in LINKS for w in words):
            continue
        if not (capital(words[-1]) or words[-1].isdigit()) or not link and kind not in ("person", "place", "organization"):
            continue
        if len(words) == 1 and not link and a == 0:
            continue
        found.append((a, b, {"person": "person", "place": "place", "organization": "body"}.get(kind, "other")))
    chosen = []
    for name in sorted(found, key=lambda name: (name[0] - name[1], name[0])):
        if all(name[1] <= other[0] or name[0] >= other[1] for other in chosen):
            chosen.append(name)
    return tokens, sorted(chosen)


def gum(path):
    rows, sentences = [], []
    with open(path, encoding="utf8") as lines:
        for line in lines:
            if line.startswith("#Text=") and rows:
                sentences.append(gum_names(rows))
                rows = []
            elif not line.startswith("#") and line.strip():
                rows.append(line.rstrip("\n").split("\t"))
    return sentences + ([gum_names(rows)] if rows else [])


def silver(path):
    with open(path) as lines:
        for line in lines:
            source, paragraphs = json.loads(line)
            for k in range(0, len(paragraphs), 12):
                text, names = "", []
                for paragraph, found in paragraphs[k:k + 12]:
                    for a, b, label in found:
                        if label not in SILVER:
                            continue
                        article = re.match(r"^(the |The |a |an )", paragraph[a:b])
                        a += article.end() if article else 0
                        b -= 2 if re.search(r"['’]s$", paragraph[a:b]) else 0
                        if b > a:
                            kind = "place" if paragraph[a:b] in UNION else SILVER[label]
                            names.append([len(text) + a, len(text) + b, kind])
                    text += paragraph + "\n\n"
                print(json.dumps({"source": "silver-%s-%d" % (source, k), "text": text, "names": names}))


def main():
    root = sys.argv[1]
    article, number = [], 0
    for sentence in list(conll(root + "/wikigold/wikigold.conll.txt")) + [None]:
        if sentence:
            article.append((sentence[0], named(sentence[1])))
        elif article:
            put("wikigold-%d" % number, article)
            article, number = [], number + 1
    messages = sorted(glob.glob(root + "/btc/*.conll"))
    messages += [root + "/wnut17/" + name for name in ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated")]
    for path in messages:
        for i, sentence in enumerate(filter(None, conll(path))):
            put("tw-%s-%d" % (os.path.basename(path), i), [(sentence[0], named(sentence[1]))])
    for path in sorted(glob.glob(root + "/gum/*.tsv")):
        name = os.path.basename(path)[4:-4]
        if name.split("_")[0] not in ("bio", "voyage"):
            put("gum-" + name, gum(path))
    for path in sys.argv[2:]:
        silver(path)


main()
