#!/usr/bin/env python3
"""Score a report reader against the held-out reports in this folder.

  score.py OUT             score OUT/NAME.json for every NAME.truth.json here
  score.py OUT --verbose   the same, with every miss and every false find named
  score.py OUT --json      the totals as JSON, for a test to read
  score.py --check         are the truth files true? (their words are looked for in the reports)
  score.py --perfect OUT   write the outputs a perfect reader would give, to try the scorer itself

The shape of NAME.json is in README.md. Standard library only; PDF text for --check needs pdftotext.
"""
import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MONTHS = "january february march april may june july august september october november december".split()
REPLIES = {
    "agreed": "accepted", "accept": "accepted", "partial": "partly_accepted",
    "partially_accepted": "partly_accepted", "part_accepted": "partly_accepted",
    "partly_agreed": "partly_accepted", "accepted_in_part": "partly_accepted",
    "rejected": "not_accepted", "not_agreed": "not_accepted", "in_principle": "unclear",
    "accepted_in_principle": "unclear", "in_place": "already_in_place",
}
KINDS = {
    "finance": "financial", "resources": "financial", "law": "legal", "equality": "equalities",
    "equality and diversity": "equalities", "environment": "climate", "environmental": "climate",
    "climate change": "climate", "crime and disorder": "crime", "health and wellbeing": "health",
    "wellbeing": "health", "data protection": "data_protection", "privacy": "data_protection",
    "workforce": "staffing", "human resources": "staffing", "human_resources": "staffing", "hr": "staffing",
}


def norm(text):
    """Lower case, one kind of quote and dash, single spaces, so that typography is not marked."""
    text = unicodedata.normalize("NFKC", str(text)).replace("\u00ad", "")
    text = text.translate(str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u2011", "''\"\"---"))
    return re.sub(r"\s+", " ", text).strip().lower()


def options(value):
    return value if isinstance(value, list) else [value]


def iso(value):
    """A date as YYYY-MM-DD, or as much of it as is given. None when there is no date."""
    if value is None:
        return None
    text = norm(value)
    if match := re.search(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", text):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return match[0]
    match = re.search(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.?,? (\d{4})", text)
    if match:
        for number, month in enumerate(MONTHS, 1):
            if month.startswith(match[2]):
                day = f"-{int(match[1]):02}" if match[1] else ""
                return f"{match[3]}-{number:02}{day}"
    match = re.search(r"\b(\d{4})\b", text)
    return match[1] if match else (text or None)


def same_date(want, got):
    return iso(want) == iso(got)


def same_name(want, got):
    """The right name inside what was read; up to 60 characters beyond it are not marked down."""
    want, got = norm(want), norm(got)
    return want in got and len(got) <= len(want) + 60


def same_title(want, got):
    a, b = (set(re.findall(r"[a-z0-9]+", norm(x))) for x in (want, got))
    return bool(a and b) and 2 * len(a & b) / (len(a) + len(b)) >= 0.8


def same_number(want, got):
    strip = lambda value: re.sub(r"^(recommendation|rec)\s*|[\s().:]+$|^\(", "", norm(value)).strip()
    return strip(want) == strip(got)


def same_contact(want, got):
    squash = lambda value: re.sub(r"\s", "", norm(value))
    return squash(want) in squash(got)


def reply_name(value):
    value = re.sub(r"[\s-]+", "_", norm(value))
    return REPLIES.get(value, value)


def same_reply(want, got):
    return reply_name(want) == reply_name(got)


class Tally:
    """Found, false and missed, kept by field, with the words for each miss."""

    def __init__(self):
        self.rows, self.notes = {}, []

    def add(self, field, found=0, false=0, missed=0, note=None):
        row = self.rows.setdefault(field, [0, 0, 0])
        for index, amount in enumerate((found, false, missed)):
            row[index] += amount
        if note and (false or missed):
            self.notes.append(f"{field}: {note}")

    def scalar(self, field, want, got, same):
        wants = options(want)
        real = [w for w in wants if w is not None]
        if got in (None, "", []):
            if None not in wants:
                self.add(field, missed=1, note=f"nothing read, should be {real[0]!r}")
        elif any(same(w, got) for w in real):
            self.add(field, found=1)
        else:
            missed = 1 if None not in wants else 0
            self.add(field, false=1, missed=missed, note=f"read {got!r}, should be {wants!r}")

    def count(self, field, low, high, got):
        """A number that should lie between low and high: too few are missed, too many are false."""
        got = got or 0
        got = len(got) if isinstance(got, list) else int(got)
        found = min(got, high) if got >= low else got
        self.add(field, found, max(0, got - high), max(0, low - got), f"read {got}, should be {low} to {high}")

    def merge(self, other):
        for field, (found, false, missed) in other.rows.items():
            self.add(field, found, false, missed)


def pair(wants, gots, fits):
    """Largest one-to-one pairing, by augmenting paths; returns {want index: got index}."""
    taken = {}

    def seek(want, seen):
        for index, got in enumerate(gots):
            if index not in seen and fits(wants[want], got):
                seen.add(index)
                if index not in taken or seek(taken[index], seen):
                    taken[index] = want
                    return True
        return False

    for want in range(len(wants)):
        seek(want, set())
    return {want: got for got, want in taken.items()}


def rec_fits(want, got):
    words, start = norm(got.get("words") or ""), norm(want["starts_with"])
    return -1 < words.find(start) <= 80


def duty_fits(want, got):
    words = norm(got.get("words") if isinstance(got, dict) else got)
    return all(norm(phrase) in words for phrase in want["contains"])


def score(truth, out):
    tally = Tally()
    tally.scalar("title", truth["title"], out.get("title"), same_title)
    tally.scalar("deciding_body", truth["deciding_body"], out.get("deciding_body"), same_name)
    tally.scalar("scrutiny_body", truth["scrutiny_body"], out.get("scrutiny_body"), same_name)
    tally.scalar("date", truth["date"], out.get("date"), same_date)
    wants, gots = truth["recommendations"], out.get("recommendations") or []
    pairs = pair(wants, gots, rec_fits)
    tally.add("recommendations", len(pairs), len(gots) - len(pairs))
    counts = {"recommendations": len(wants), "exact": 0, "fair": 0, "within_one": 0, "asked": 0, "read": 0}
    for index, want in enumerate(wants):
        low = want.get("duties_min", len(want["duties"]))
        high = want.get("duties_max", len(want["duties"]))
        counts["asked"] += len(want["duties"])
        if index not in pairs:
            tally.add("recommendations", missed=1, note=f"not read: {want['starts_with']!r}")
            tally.add("duties", missed=low)
            got = {}
        else:
            got = gots[pairs[index]]
            tally.scalar("rec_number", want["number"], got.get("number"), same_number)
            duties = got.get("duties") or []
            hits = pair(want["duties"], duties, duty_fits)
            hit = min(len(hits), low)
            gone = [d["contains"] for i, d in enumerate(want["duties"]) if i not in hits]
            tally.add("duties", hit, max(0, len(duties) - high), low - hit,
                      f"{want['starts_with']!r}: read {len(duties)}, fair {low} to {high}, without words of {gone}")
            counts["read"] += len(duties)
            counts["exact"] += len(duties) == len(want["duties"])
            counts["fair"] += low <= len(duties) <= high
            counts["within_one"] += low - 1 <= len(duties) <= high + 1
        tally.scalar("rec_reply", want["reply"], got.get("reply"), same_reply)
        tally.scalar("rec_owner", want["owner"], got.get("owner"), same_name)
        tally.scalar("rec_date", want["date"], got.get("date"), same_date)
    for index, got in enumerate(gots):
        if index not in pairs.values():
            tally.notes.append(f"recommendations: not one of them: {str(got.get('words'))[:70]!r}")
    if truth["front_asks"] is not None:
        asks = options(truth["front_asks"])
        tally.count("front_asks", min(asks), max(asks), out.get("front_asks"))
    for field in ("practices", "initiatives"):
        tally.count(field, truth[f"{field}_min"], truth[f"{field}_max"], out.get(field))
    kinds = {KINDS.get(norm(k), norm(k)) for k in out.get("implications") or []}
    wanted, allowed = set(truth["implications"]), set(truth.get("implications_may", []))
    false, missed = kinds - wanted - allowed, wanted - kinds
    tally.add("implications", len(kinds & wanted), len(false), len(missed),
              f"false {sorted(false)}, missed {sorted(missed)}")
    papers = options(truth["background_papers"])
    got = out.get("background_papers") or 0
    got = len(got) if isinstance(got, list) else int(got)
    nearest = got if got in papers else papers[0]
    tally.count("background_papers", nearest, nearest, got)
    tally.scalar("author", truth["author"], out.get("author"), same_name)
    tally.scalar("contact", truth["contact"], out.get("contact"), same_contact)
    fits = lambda want, got: want["kind"] == got.get("kind") and norm(want["mentions"]) in norm(got.get("text") or "")
    said = out.get("slips") or []
    pairs = pair(truth["slips"], said, fits)
    extra = [s for i, s in enumerate(said) if i not in pairs.values()
             and not any(fits(may, s) for may in truth.get("slips_may", []))]
    tally.add("slips", len(pairs), len(extra), len(truth["slips"]) - len(pairs),
              f"missed {[s for i, s in enumerate(truth['slips']) if i not in pairs]}, false {extra}")
    return tally, counts


def rates(found, false, missed):
    share = lambda part, whole: round(part / whole, 3) if whole else None
    return share(found, found + missed), share(found, found + false)


def show(value):
    return "    -" if value is None else f"{value:5.2f}"


def line(label, row):
    recall, precision = rates(*row)
    return f"  {label:<20} recall {show(recall)}  precision {show(precision)}  found {row[0]}, false {row[1]}, missed {row[2]}"


def whole(tally):
    """Every field added up, with lists as long as they are: one fact, one point."""
    return [sum(row[i] for row in tally.rows.values()) for i in range(3)]


def run(out_dir, verbose, as_json):
    total, sums, files = Tally(), {}, {}
    for path in sorted(HERE.glob("*.truth.json")):
        name = path.name.removesuffix(".truth.json")
        source = Path(out_dir) / f"{name}.json"
        out = json.loads(source.read_text("utf-8")) if source.exists() else {}
        tally, counts = score(json.loads(path.read_text("utf-8")), out)
        total.merge(tally)
        for key, value in counts.items():
            sums[key] = sums.get(key, 0) + value
        recall, precision = rates(*whole(tally))
        files[name] = {"recall": recall, "precision": precision, "read": source.exists(), **counts}
        if not as_json:
            note = "" if source.exists() else "   (no output: all of it counts as missed)"
            print(f"{name:<32} recall {show(recall)}  precision {show(precision)}  duties {counts['read']}/{counts['asked']}"
                  f"  counts exact {counts['exact']}/{counts['recommendations']}, fair {counts['fair']}, within one {counts['within_one']}{note}")
            if verbose:
                print("".join(f"    {text}\n" for text in tally.notes), end="")
    recall, precision = rates(*whole(total))
    if as_json:
        fields = {f: dict(zip(("recall", "precision", "found", "false", "missed"), (*rates(*r), *r))) for f, r in total.rows.items()}
        print(json.dumps({"overall": {"recall": recall, "precision": precision}, "duty_counts": sums, "fields": fields, "files": files}, indent=2))
        return
    print("\nBy field, all reports")
    for field, row in total.rows.items():
        print(line(field, row))
    print(line("OVERALL", whole(total)))
    many = sums["recommendations"]
    print(f"  duty counts          exact {sums['exact']}/{many}, in the fair range {sums['fair']}/{many}, within one of it "
          f"{sums['within_one']}/{many}; duties read {sums['read']}, marked {sums['asked']}")


def plain(path):
    """The words of a report, roughly, so that a truth file can be checked against it."""
    if path.suffix == ".docx":
        xml = zipfile.ZipFile(path).read("word/document.xml").decode()
        return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:tab/>", " ", xml)))
    if path.suffix == ".pdf":
        if not shutil.which("pdftotext"):
            return None
        # Raw order keeps each table cell together only line by line, so a cell's words may be apart.
        return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    data = path.read_bytes()
    text = data.decode("cp1252" if b"charset=windows-1252" in data else "utf-8-sig")
    if path.suffix == ".html":
        text = re.sub(r"(?s)<!--.*?-->|<script.*?</script>|<style.*?</style>", " ", text)
        text = html.unescape(re.sub(r"(?s)<[^>]+>", "", text))
    return text.replace("\\", "")


def check():
    wrong, seen, duties, recs = 0, 0, 0, 0
    for path in sorted(HERE.glob("*.truth.json")):
        name, truth = path.name.removesuffix(".truth.json"), json.loads(path.read_text("utf-8"))
        source = next(p for p in HERE.glob(f"{name}.*") if not p.name.endswith(".json"))
        text = plain(source)
        if text is None:
            print(f"{source.name}: not checked, pdftotext is not here")
            continue
        text, seen = norm(text), seen + 1
        words = [truth["title"]]
        for key in ("deciding_body", "scrutiny_body", "author", "contact"):
            words += [w for w in options(truth[key]) if w]
        for rec in truth["recommendations"]:
            recs, duties = recs + 1, duties + len(rec["duties"])
            words += [rec["starts_with"], *[w for w in options(rec["owner"]) if w]]
            own = text[text.find(norm(rec["starts_with"])):][:900]
            words += [p for d in rec["duties"] for p in d["contains"] if norm(p) not in own]
            low, high = rec.get("duties_min", len(rec["duties"])), rec.get("duties_max", len(rec["duties"]))
            if not low <= len(rec["duties"]) <= high:
                print(f"{name}: {rec['starts_with']!r}: {len(rec['duties'])} is outside {low} to {high}")
                wrong += 1
        words += [s["mentions"] for s in truth["slips"] if s["kind"] != "numbering_gap"]
        for word in words:
            if norm(word) not in text:
                print(f"{name}: not in the report: {word!r}")
                wrong += 1
        size = len(text.split())
        if not 250 <= size <= 1500 or source.stat().st_size > 60_000:
            print(f"{name}: {size} words, {source.stat().st_size} bytes")
            wrong += 1
    print(f"{seen} reports checked, {recs} recommendations, {duties} duties, {wrong} things to look at")
    return 1 if wrong else 0


def perfect(out_dir):
    first = lambda value: options(value)[0]
    Path(out_dir).mkdir(parents=True, exist_ok=True)
    for path in HERE.glob("*.truth.json"):
        truth = json.loads(path.read_text("utf-8"))
        out = {key: first(truth[key]) for key in ("title", "deciding_body", "scrutiny_body", "date", "front_asks",
                                                  "background_papers", "author", "contact")}
        out.update(practices=truth["practices_min"], initiatives=truth["initiatives_min"], implications=truth["implications"],
                   slips=[{"kind": s["kind"], "text": s["mentions"]} for s in truth["slips"]])
        out["recommendations"] = [{"number": first(r["number"]), "words": r["starts_with"], "reply": first(r["reply"]),
                                   "owner": first(r["owner"]), "date": first(r["date"]),
                                   "duties": [{"words": " ".join(d["contains"])} for d in r["duties"]]}
                                  for r in truth["recommendations"]]
        (Path(out_dir) / path.name.replace(".truth.json", ".json")).write_text(json.dumps(out))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", nargs="?", help="folder with NAME.json for each report")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--perfect", metavar="OUT")
    args = parser.parse_args()
    if args.check:
        sys.exit(check())
    if args.perfect:
        perfect(args.perfect)
    elif args.out:
        run(args.out, args.verbose, args.json)
    else:
        parser.print_help()
