"""Measures what Attuned promises, each figure against a limit and beside a peer that suffered the same noise.

Started by `bench/run`, which builds what is measured."""

import argparse
import datetime
import hashlib
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

import report_file
from running import Attuned, Postgres, run

HERE = Path(__file__).resolve().parent
ROUNDS = 3
# (name of the row, path, requests in a round, most milliseconds it may take)
PAGES = [
    ("Where we are", "/", 300, 10.0),
    ("Where we are, on a past day", "/?on=2024-03-10", 100, None),
    ("A referral", "/referrals/2023-001", 100, None),
    ("Its report", "/reports/2023-06-bench-0000", 100, None),
    ("Public tracker, whole", "/tracker", 12, None),
]
# Records: (name, referrals, versions of each duty, verdict and owner)
RECORDS = [("one", 1, 1), ("many", 200, 1), ("grown", 200, 10)]


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def noise():
    """Milliseconds that the same work takes here and now: what the machine's other work does to every figure."""
    block = b"x" * (1 << 20)
    took = []
    for _ in range(40):
        started = time.perf_counter()
        hashlib.sha256(block).digest()
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took), max(took)


def p95(values):
    return sorted(values)[int(len(values) * 0.95)]


def spread(values, digits=1):
    """The middle of the rounds, and in brackets the least and the most."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def verdict(values, most):
    if most is None:
        return "none set"
    middle = statistics.median(values)
    return f"under {most:g}: {'met' if middle < most else 'missed'}"


class Records:
    """The records that pages are measured on, made once for each engine."""

    def __init__(self, program, filler, folder):
        self.program, self.filler, self.folder = program, filler, folder

    def make(self, engine, name, referrals, versions, postgres=None):
        data = self.folder / f"{engine}-{name}"
        if postgres:
            address = postgres.make(name)
            place = ["--database", address, "--data", str(data)]
        else:
            address = f"sqlite:{data / 'attuned.sqlite'}"
            place = ["--data", str(data)]
        run([self.program, "init", *place])
        took, _ = run([self.filler, address, str(referrals), str(versions)])
        if postgres:
            postgres.settle(name)
        say(f"{engine} {name}: {referrals} referrals, {referrals * 20} duties, {versions} versions, in {took:.0f} s")
        return place


def pages(servers, path, requests):
    """Asks each server in turn, again and again, so that noise falls on all alike. Milliseconds by name of server."""
    took = {name: [] for name in [*servers, "health"]}
    bytes_of = {}
    for server in servers.values():
        for _ in range(min(20, requests)):
            server.get(path)
    cpu = {name: 0.0 for name in servers}
    for _ in range(requests):
        took["health"].append(servers["many"].get("/healthz")[0] * 1000)
        for name, server in servers.items():
            seconds, body = server.get(path)
            took[name].append(seconds * 1000)
            bytes_of[name] = len(body)
    for name, server in servers.items():
        before = server.cpu()
        for _ in range(min(requests, 60)):
            server.get(path)
        cpu[name] = (server.cpu() - before) / min(requests, 60) * 1000
    return took, cpu, bytes_of


def measure_pages(program, filler, folder, engine, postgres=None):
    records = Records(program, filler, folder)
    servers = {}
    rows, growth = [], []
    try:
        for name, referrals, versions in RECORDS:
            place = records.make(engine, name, referrals, versions, postgres)
            server = Attuned(program, place, folder / f"{engine}-{name}.log")
            server.wait_for("/healthz")
            server.join()
            servers[name] = server
        for title, path, requests, most in PAGES:
            rounds = [pages(servers, path, requests) for _ in range(ROUNDS)]
            medians = {name: [statistics.median(took[name]) for took, _, _ in rounds] for name in rounds[0][0]}
            tails = {name: [p95(took[name]) for took, _, _ in rounds] for name in rounds[0][0]}
            if path == "/":
                rows.append([engine, "/healthz, in between", "none read", spread(medians["health"], 2),
                             spread(tails["health"], 2), "", "1", "", "0", "a peer"])
            for name in servers:
                kept = {"one": "1 referral", "many": "200 referrals", "grown": "200, ten times the history"}[name]
                limit = most if name in ("many", "grown") else None
                rows.append([
                    engine, title, kept, spread(medians[name], 2), spread(tails[name], 2),
                    f"{statistics.median(cpu[name] for _, cpu, _ in rounds):.1f}",
                    spread([a / b for a, b in zip(medians[name], medians["health"])]),
                    spread([a / b for a, b in zip(medians[name], medians["one"])]),
                    f"{rounds[0][2][name] / 1024:.0f}", verdict(medians[name], limit),
                ])
            ratio = [a / b for a, b in zip(medians["grown"], medians["many"])]
            growth.append([engine, title, spread(ratio, 2), "flat: " + ("met" if statistics.median(ratio) < 1.25 else "missed")
                           if most else "none set"])
            say(f"{engine} {title}: " + ", ".join(f"{name} {statistics.median(medians[name]):.2f} ms" for name in medians))
    finally:
        for server in servers.values():
            server.end()
    return rows, growth


def measure_import(program, folder, postgres):
    paths, words, pdf_pages = report_file.write_all(folder)
    rows = []
    for kind, path in paths.items():
        runs = {name: [] for name in ("wc", "reader", "SQLite", "again", "PostgreSQL")}
        for round_ in range(ROUNDS):
            data = folder / f"import-{kind}-{round_}"
            database = postgres.make(f"import_{kind}_{round_}") if postgres else None
            command = [program, "import", "report", path]
            runs["wc"].append(run(["wc", "-w", path]))
            runs["reader"].append(run([*command, "--dry-run", "--data", data]))
            runs["SQLite"].append(run([*command, "--data", data]))
            runs["again"].append(run([*command, "--data", data]))
            if database:
                runs["PostgreSQL"].append(run([*command, "--data", data, "--database", database]))
        about = {"reader": "read, nothing stored (--dry-run)", "SQLite": "import into a new SQLite record",
                 "again": "the same again: nothing changes", "PostgreSQL": "import into a new PostgreSQL record"}
        for name, words_ in about.items():
            if not runs[name]:
                continue
            wall = [took for took, _ in runs[name]]
            by = lambda other: spread([a / b for a, (b, _) in zip(wall, runs[other])], 1)
            rows.append([f".{kind}", words_, spread(wall, 2), spread([used for _, used in runs[name]], 2), by("wc"),
                         by("reader"), verdict(wall, 2.0)])
            say(f"import {kind} {name}: {statistics.median(wall):.2f} s")
    return rows, words, pdf_pages


def measure_start(program, folder, sample):
    first, version, cold = [], [], []
    for round_ in range(ROUNDS):
        ready, versions = [], []
        for _ in range(7):
            versions.append(run([program, "--version"])[0])
            server = Attuned(program, sample, folder / "start.log")
            try:
                ready.append(server.wait_for("/tracker"))
            finally:
                server.end()
        first.append(statistics.median(ready))
        version.append(statistics.median(versions))
        cold.append(max(ready))
    return [["start to the first page (/tracker, the sample)", spread(first, 3), spread(cold, 3),
             spread([a / b for a, b in zip(first, version)]), verdict(first, 0.5)],
            ["attuned --version", spread(version, 4), "", "1", "a peer"]]


def measure_memory(program, folder, sample, many):
    rows = []
    for name, place, paths in (
        ("the sample", sample, ["/", "/tracker", "/referrals/2024-01", "/practices"]),
        ("200 referrals", many, ["/", "/referrals/2023-001", "/reports/2023-06-bench-0000", "/referrals/2023-200"]),
    ):
        rest, after, most, tracker = [], [], [], []
        for _ in range(ROUNDS):
            server = Attuned(program, place, folder / "memory.log")
            try:
                server.wait_for("/healthz")
                time.sleep(0.5)
                rest.append(server.memory()[0])
                if name == "the sample":
                    server.choose()
                else:
                    server.sign_in()
                for at in range(1000):
                    server.get(paths[at % len(paths)])
                time.sleep(0.5)
                resident, peak = server.memory()
                after.append(resident)
                most.append(peak)
                server.get("/tracker")
                tracker.append(server.memory()[1])
            finally:
                server.end()
        rows.append([f"after start, {name}", spread(rest), verdict(rest, 60.0)])
        rows.append([f"after 1,000 pages, {name}", spread(after), verdict(after, 60.0)])
        rows.append([f"the most during 1,000 pages, {name}", spread(most), verdict(most, None)])
        rows.append([f"the most once the whole tracker was asked for, {name}", spread(tracker), verdict(tracker, None)])
        say(f"memory {name}: {statistics.median(rest):.0f} MB, after 1,000 pages {statistics.median(after):.0f} MB")
    return rows


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def machine():
    model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.processor())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    return f"{model}, {os.cpu_count()} cores, {memory} GB, Linux {platform.release()}"


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--program", type=Path, required=True)
    asked.add_argument("--filler", type=Path, required=True)
    asked.add_argument("--revision", default="")
    asked.add_argument("--write", type=Path, default=HERE / "RESULTS.md")
    asked.add_argument("--without-postgres", action="store_true")
    options = asked.parse_args()
    program, filler = options.program.resolve(), options.filler.resolve()
    began, load_before = datetime.datetime.now(), os.getloadavg()
    quiet = [noise()]
    with tempfile.TemporaryDirectory(prefix="attuned-bench-") as made:
        folder = Path(made)
        postgres = None if options.without_postgres else Postgres(folder)
        try:
            sample = ["--data", str(folder / "sample")]
            run([program, "init", "--sample", "council", *sample])
            start = measure_start(program, folder, sample)
            quiet.append(noise())
            say("start measured")
            imports, words, pdf_pages = measure_import(program, folder, postgres)
            quiet.append(noise())
            by_page, growth = measure_pages(program, filler, folder, "SQLite")
            quiet.append(noise())
            memory = measure_memory(program, folder, sample, ["--data", str(folder / "SQLite-many")])
            quiet.append(noise())
            engine = ""
            if postgres:
                rows, more = measure_pages(program, filler, folder, "PostgreSQL", postgres)
                by_page, growth = by_page + rows, growth + more
                quiet.append(noise())
                engine = f", {postgres.version()}"
        finally:
            if postgres:
                postgres.end()
    load_after = os.getloadavg()
    middle = [round_[0] for round_ in quiet]
    text = f"""# What was measured

Written by `bench/run`; how to read it is in [README.md](README.md). Figures are the median of {ROUNDS} rounds, and in
brackets the least and the most of them.

- When: {began:%Y-%m-%d %H:%M} to {datetime.datetime.now():%H:%M}. Revision: {options.revision or 'not said'}.
- Machine: {machine()}; Python {platform.python_version()}{engine}.
- Noise: the machine was shared. Load average {load_before[0]:.1f} at the start and {load_after[0]:.1f} at the end. The
  same piece of arithmetic took {min(middle):.2f} to {max(middle):.2f} ms at {len(quiet)} moments of the run, and
  {max(round_[1] for round_ in quiet):.1f} ms at worst. Ratios were taken side by side and suffer less than times do.

## Pages

Milliseconds from the first byte that a client on the same machine sends to the last that it receives, on one kept
connection, signed in, compressed as for a browser. A record of 200 referrals has 4,000 duties. "CPU" is what the program
itself used (a PostgreSQL server's own work is not in it).

""" + table(["engine", "page", "record", "median, ms", "95th of 100, ms", "CPU, ms", "times /healthz",
             "times the same page with 1 referral", "KB sent", "aim, ms"], by_page) + """
How much slower the same page is with ten times the history (1 is flat; up to 1.25 counts as flat):

""" + table(["engine", "page", "ratio", "aim"], growth) + f"""
## Import

A report of {words:,} words ({pdf_pages} pages as PDF). Seconds from the start of the command to its end.

""" + table(["file", "what", "seconds", "CPU, seconds", "times `wc -w`", "times reading alone", "aim, seconds"], imports) + """
## Start

""" + table(["what", "median of 7, seconds", "worst of 7, seconds", "times --version", "aim, seconds"], start) + """
## Memory

Resident, in MB, on SQLite.

""" + table(["when", "MB", "aim, MB"], memory)
    options.write.write_text(text)
    say(f"written to {options.write}")


if __name__ == "__main__":
    main()
