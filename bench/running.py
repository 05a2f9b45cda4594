"""The program and PostgreSQL as processes: started, asked, measured, ended. What is started here is ended here."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.parse
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
# What a browser says, so that pages are compressed as they would be for one.
BROWSER = {"Accept": "text/html", "Accept-Encoding": "gzip, deflate, br, zstd", "Sec-Fetch-Site": "same-origin"}
ACCOUNT = {"email": "bench@council.example", "password": "plain-words-for-a-bench-7"}
# What lets one client see the page as text.
PLAIN = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(command):
    """Runs it to its end: (seconds, seconds of CPU), and stops the measurement where it fails."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    took = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {child.returncode}:\n{said.decode(errors='replace')}")
    return took, used.ru_utime + used.ru_stime


class Postgres:
    """A server of its own in a folder, without `fsync`: reading is what is measured, and test machines differ there."""

    def __init__(self, folder):
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        self.bin = found[-1].parent if found else Path(shutil.which("initdb") or "initdb").parent
        self.port = free_port()
        self.folder = Path(folder) / "postgres"
        self.folder.mkdir()
        # PostgreSQL refuses to run as root; root borrows the user that the package made.
        self.borrowed = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.borrowed:
            for above in [self.folder, *self.folder.parents][:2]:
                above.chmod(0o755)
            shutil.chown(self.folder, "postgres")
        data = self.folder / "data"
        run([*self.borrowed, self.bin / "initdb", "-D", data, "-U", "attuned", "-A", "trust", "--no-sync", "-E", "UTF8",
             "--locale=C"])
        self.process = subprocess.Popen(
            [*self.borrowed, self.bin / "postgres", "-D", data, "-p", str(self.port), "-k", self.folder,
             "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=100"],
            stdout=subprocess.DEVNULL, stderr=open(Path(folder) / "postgres.log", "wb"), start_new_session=True)
        for _ in range(200):
            if not self.tool("pg_isready", check=False):
                return
            time.sleep(0.05)
        raise SystemExit("PostgreSQL did not start; see postgres.log")

    def tool(self, name, *arguments, check=True):
        command = [self.bin / name, "-h", "127.0.0.1", "-p", str(self.port), "-U", "attuned", *arguments]
        return subprocess.run(command, check=check, stdout=subprocess.DEVNULL).returncode

    def make(self, name):
        self.tool("createdb", name)
        return f"postgres://attuned@127.0.0.1:{self.port}/{name}"

    def settle(self, name):
        """What autovacuum would have done within minutes on a server that runs."""
        self.tool("vacuumdb", "--analyze", "-q", name)

    def version(self):
        told = subprocess.run([self.bin / "postgres", "--version"], capture_output=True, text=True, check=True)
        return told.stdout.strip()

    def end(self):
        data = self.folder / "data"
        subprocess.run([*self.borrowed, self.bin / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"], check=False,
                       stdout=subprocess.DEVNULL)
        self.process.wait(20)


class Attuned:
    """`attuned serve` on a record."""

    def __init__(self, program, place, log):
        self.port = free_port()
        self.started = time.perf_counter()
        self.process = subprocess.Popen([program, "serve", "--listen", f"127.0.0.1:{self.port}", *place],
                                        stdout=subprocess.PIPE, stderr=open(log, "ab"), text=True)
        self.cookie = None
        self.client = None

    def wait_for(self, path):
        """Seconds from the start of the program to the first answer at `path`."""
        while True:
            try:
                self.client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.client.request("GET", path, headers=BROWSER)
                answer = self.client.getresponse()
                answer.read()
                if answer.status == 200:
                    return time.perf_counter() - self.started
            except ConnectionError:
                self.client.close()
            if self.process.poll() is not None:
                raise SystemExit("attuned serve ended by itself; see its log")
            time.sleep(0.001)

    def get(self, path, headers=BROWSER, wanted=200):
        """(seconds, bytes of the answer): from the first byte sent to the last received, on one kept connection."""
        all_headers = {**headers, "Cookie": self.cookie} if self.cookie else headers
        started = time.perf_counter()
        self.client.request("GET", path, headers=all_headers)
        answer = self.client.getresponse()
        body = answer.read()
        took = time.perf_counter() - started
        if answer.status != wanted:
            raise SystemExit(f"{path} answered {answer.status}, not {wanted}")
        self._remember(answer)
        return took, body

    def _remember(self, answer):
        given = answer.getheader("Set-Cookie")
        if given:
            self.cookie = given.split(";")[0]

    def join(self):
        """Makes the first account by the invitation that the program prints, and is signed in with it."""
        for line in self.process.stdout:
            found = re.search(r"/join/\S+", line)
            if found:
                break
            if line.startswith("To stop"):
                raise SystemExit("the program printed no invitation")
        path = found.group()
        _, page = self.get(path, PLAIN)
        self._post(path, page, {"name": "Bench", "post": "Scrutiny officer", **ACCOUNT})

    def sign_in(self):
        """With the account of an earlier `join`."""
        _, page = self.get("/sign-in", PLAIN)
        self._post("/sign-in", page, {**ACCOUNT, "next": "/"})

    def choose(self):
        """In a sample organisation: is the first of its people."""
        _, page = self.get("/choose", PLAIN)
        person = re.search(r'name="person"[^>]*value="([^"]+)"', page.decode()).group(1)
        self._post("/choose", page, {"person": person, "next": "/"})

    def _post(self, path, page, form):
        token = re.search(r'name="csrf"[^>]*value="([^"]+)"', page.decode()).group(1)
        headers = {**PLAIN, "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.client.request("POST", path, urllib.parse.urlencode({"csrf": token, **form}), headers)
        answer = self.client.getresponse()
        answer.read()
        if answer.status != 303:
            raise SystemExit(f"{path} answered {answer.status}")
        self._remember(answer)

    def cpu(self):
        """Seconds of CPU that the program has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self):
        """(resident, the most it ever was), in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        mb = lambda name: int(re.search(rf"{name}:\s+(\d+)", status).group(1)) / 1024
        return mb("VmRSS"), mb("VmHWM")

    def end(self):
        if self.client:
            self.client.close()
        self.process.terminate()
        self.process.wait(20)
