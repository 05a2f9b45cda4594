"""A committee report of 200 pages, the same on every machine, as Markdown, Word and PDF."""

import io
import random
import zipfile
import zlib

PAGES = 200
WORDS = 100_000

NOUNS = """service team manager resident letter interview household tenant carer school surgery library partner
contractor councillor officer training course supervision procedure policy review measure plan budget ward street
appointment form decision appeal complaint visit home family neighbour""".split()
VERBS = """has changed how it meets|works with|has trained people to listen to|will review what it sends to|asks less of|
explains its decisions to|keeps in touch with|has written plainer letters for|plans its visits with|
makes room for""".replace("\n", "").split("|")
ENDS = """so that nobody has to tell the same story twice|before the end of the financial year|as members had asked|
with help from colleagues in health|in each of the wards named above|and reports what it learned to managers|
because the first meeting decides what follows|and keeps a note of what people said|
at no further cost to the organisation|which residents noticed and welcomed""".replace("\n", "").split("|")
TEAMS = """Housing Needs|Adult Social Care|Youth Justice|Revenues and Benefits|Customer Services|Libraries and Arts|
Parking|Licensing|Public Health|Planning|Waste and Streets|Education Welfare""".replace("\n", "").split("|")


class Report:
    """Lines of a report: (kind, text). Kinds: title, h2, h3, para (numbered in its text), bullet, plain."""

    def __init__(self, words=WORDS, seed=2):
        self.random = random.Random(seed)
        self.lines = []
        self.count = 0
        self.write(words)

    def add(self, kind, text):
        self.lines.append((kind, text))
        self.count += len(text.split())

    def sentence(self):
        pick = self.random.choice
        return f"The {pick(NOUNS)} {pick(VERBS)} the {pick(NOUNS)} and the {pick(NOUNS)}, {pick(ENDS)}."

    def sentences(self, least, most):
        return " ".join(self.sentence() for _ in range(self.random.randint(least, most)))

    def paragraphs(self, number, how_many):
        for place in range(1, how_many + 1):
            self.add("para", f"{number}.{place}. {self.sentences(2, 4)}")
            if place % 4 == 0:
                for _ in range(3):
                    self.add("bullet", self.sentence())

    def write(self, words):
        pick = self.random.choice
        self.add("plain", "Cabinet")
        self.add("title", "Becoming a trauma-informed organisation: reply to the referral from the Scrutiny Committee")
        for line in ("Date: 12 June 2024", "Key decision: No", "Class: Part 1", "Ward(s) affected: All",
                     "Contributors: Director of Customer Services; Head of Organisation Development"):
            self.add("plain", line)
        self.add("h2", "Outline and recommendations")
        self.add("plain", "On 4 March 2024 a referral from the Scrutiny Committee reached Cabinet. This report brings "
                          "the officers' reply. Cabinet is asked to note the recommendations and to approve the reply.")
        self.add("h2", "1. Summary")
        self.paragraphs("1", 8)
        self.add("h2", "2. Recommendation")
        self.add("para", "2.1. That Cabinet note the reply that officers have given to the referral.")
        self.add("para", "2.2. That Cabinet approve the plans that this report sets out.")
        self.add("h2", "3. Policy context")
        self.paragraphs("3", 12)
        self.add("h2", "4. Scrutiny Committee's recommendations to be considered by Cabinet")
        for place in range(1, 25):
            team, noun, other = pick(TEAMS), pick(NOUNS), pick(NOUNS)
            self.add("para", f"4.{place}. {noun.capitalize()} – That (a) {team} review what each {noun} is sent and "
                             f"publish the result, and (b) every {other} be given training suited to the role and its "
                             f"effect be evaluated after six months, with thought given to:")
            for _ in range(3):
                self.add("bullet", f"What the {pick(NOUNS)} experiences")
        self.add("h2", "5. Officer response to Scrutiny Committee")
        self.add("h3", "5.1. Definitions and context")
        self.paragraphs("5.1", 12)
        self.add("h3", "5.2. Key principles of trauma-informed practice")
        self.add("para", "5.2.1. The definition rests on six principles:")
        for name in ("Safety", "Trustworthiness", "Choice", "Collaboration", "Empowerment", "Cultural consideration"):
            self.add("bullet", f"{name} – {self.sentence()}")
        self.add("h3", "5.3. Current trauma-informed approaches")
        self.add("para", "5.3.1. These services can show trauma-informed practice now:")
        for place in range(120):
            self.add("bullet", f"The {pick(TEAMS)} Service has worked towards a trauma-informed approach since "
                               f"{2010 + place % 14}. {self.sentence()}")
        self.add("h3", "5.4. Planned additional trauma-informed initiatives")
        for place in range(1, 61):
            self.add("para", f"5.4.{place}. {pick(TEAMS)} will carry out a training needs analysis. {self.sentence()}")
        place = 5
        while self.count < words - 1_500:
            self.add("h3", f"5.{place}. {pick(TEAMS)}: comments")
            self.paragraphs(f"5.{place}", 16)
            place += 1
        for number, name in enumerate(("Financial", "Legal", "Equalities", "Climate change and environmental",
                                       "Crime and disorder", "Health and wellbeing"), start=6):
            self.add("h2", f"{number}. {name} implications")
            self.paragraphs(str(number), 3)
        self.add("h2", "12. Background papers")
        for place in range(1, 31):
            self.add("para", f"12.{place}. Scrutiny Committee: papers for meeting {place}, {1 + place % 28} March 2024")
        self.add("h2", "13. Report author and contact")
        self.add("para", "13.1. Robin Ashdown, Director of Customer Services, robin.ashdown@council.example")


def markdown(report):
    marks = {"title": "# ", "h2": "## ", "h3": "### ", "para": "", "bullet": "- ", "plain": ""}
    return "".join(f"{marks[kind]}{text}\n\n" for kind, text in report.lines).encode()


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def docx(report):
    styles = {"title": "Title", "h2": "Heading1", "h3": "Heading2", "bullet": "ListBullet"}
    body = []
    for kind, text in report.lines:
        style = styles.get(kind)
        about = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        if kind == "bullet":
            about = ('<w:pPr><w:pStyle w:val="ListBullet"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
                     "</w:pPr>")
        body.append(f'<w:p>{about}<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r></w:p>')
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name.lower()}"/></w:style>'
        for name in ("Title", "Heading 1", "Heading 2", "List Bullet"))
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{word}.styles+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{word}.numbering+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/>'
            f'<Relationship Id="r2" Type="{office}/numbering" Target="numbering.xml"/></Relationships>',
        "word/styles.xml": f"<w:styles {space}>{named}</w:styles>",
        "word/numbering.xml": f'<w:numbering {space}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
            '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/document.xml": f"<w:document {space}><w:body>{''.join(body)}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package_file:
        for name, text in files.items():
            package_file.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()


def wrapped(text, width):
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def pdf(report):
    """Text set line by line on 200 pages or so, as a word processor does; the fonts are those every reader has."""
    sizes = {"title": 18, "h2": 14, "h3": 12}
    pages, page, y = [], [], 800.0
    for kind, text in report.lines:
        size = sizes.get(kind, 10.5)
        font = "F2" if kind in sizes else "F1"
        for at, line in enumerate(wrapped(("• " if kind == "bullet" else "") + text, 84 if size < 12 else 60)):
            if y < 60:
                pages.append(page)
                page, y = [], 800.0
            y -= size * 1.4
            x = 70 if kind == "bullet" else 56
            safe = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            page.append(f"BT /{font} {size} Tf {x if at == 0 or kind != 'bullet' else 78} {y:.2f} Td ({safe}) Tj ET")
        y -= 8
    pages.append(page)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    for name in ("Helvetica", "Helvetica-Bold"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode())
    kids = []
    for page in pages:
        stream = zlib.compress("\n".join(page).encode("cp1252"))
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode())
        objects.append(f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream")
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for place in places:
        out.write(f"{place:010d} 00000 n \n".encode())
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue(), len(pages)


def write_all(folder):
    """Writes the three files; returns their paths by kind, the number of words, and the PDF's pages."""
    report = Report()
    as_pdf, pages = pdf(report)
    made = {"md": markdown(report), "docx": docx(report), "pdf": as_pdf}
    paths = {}
    for kind, content in made.items():
        paths[kind] = folder / f"report.{kind}"
        paths[kind].write_bytes(content)
    return paths, report.count, pages
