"""`./run scan`: what attackers' tools find at a running site of one's own. It sends thousands of requests, and reports.

Each tool has a version, and a virtual environment of its own: their requirements exclude each other. The rules S of
Ruff in `./run check` are those of Bandit, so that is not among them.
"""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

from ..refusal import Refusal
from .audit import address_in

TOOLS = {"schemathesis": "4.32.5", "wapiti3": "3.2.3", "sqlmap": "1.10.10"}
FOUND = 2  # the exit code where something was found
#: What wapiti tries. Its other modules look for other products' faults, or for tokens in forms of people without a
#: session, in whose name nothing can be forged.
MODULES = "xss,sql,exec,file,crlf,redirect,ssrf,http_headers,cookieflags"
#: Addresses with something in them that is looked up in the database; * is where sqlmap puts its own.
LOOKED_UP = (
    "/search/?q=back*",
    "/search/suggestions/?q=back*",
    "/api/v1/pages/?kind=article&topic=1*&modified_since=2026-01-01*&after=a*",
    "/feedback/report/?edition=1*&section=a*",
    "/topics*/",
)
#: Where a visitor's words come back. Every line of a file of hostile strings is put in place of {}.
SPOKEN = ("/search/?q={}", "/search/suggestions/?q={}", "/api/v1/pages/?after={}", "/topics/?after={}", "/{}/")
SOONEST = 30  # seconds for one answer


def scan(arguments, *, state):
    """Ask the site at an address, also with the strings of a file if one is named; FOUND if anything was found."""
    strings = [argument for argument in arguments if argument.endswith((".json", ".txt"))]
    address = address_in([argument for argument in arguments if argument not in strings])
    state.make()
    found = []
    for name, look in {"schemathesis": questions, "wapiti3": pages, "sqlmap": statements}.items():
        print(f"{name} {TOOLS[name]} …", flush=True)
        found += [f"{name}: {line}" for line in look(installed(state.folder / "scan" / name, name), address)]
    for path in strings:
        print(f"The strings of {path} …", flush=True)
        found += words(address, Path(path))
    print("\nFound:" if found else "\nNothing was found.", *found, sep="\n  ")
    return FOUND if found else 0


def installed(folder, name):
    """The folder of a tool's programs, installed by pip the first time."""
    stamp = folder / f"installed-{TOOLS[name]}"
    if not stamp.exists():
        print(f"Installing {name} {TOOLS[name]} into {folder}, once.", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", folder])
        command = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", f"{name}=={TOOLS[name]}"]
        if made.returncode or subprocess.run(command).returncode:
            raise Refusal(f"pip could not install {name}; is this machine online?")
        stamp.touch()
    return folder / "bin"


def questions(programs, address):
    """Whatever the API's own schema allows, and forbids, to be asked."""
    # Which keys of a list were given out no schema can say, and whether a page is there neither.
    command = [programs / "st", "run", f"{address}/api/v1/openapi.json", "--max-examples", "50", "--no-color"]
    done = subprocess.run(
        [*command, "--exclude-checks", "positive_data_acceptance"],
        capture_output=True,
        text=True,
        timeout=900,
        cwd=programs.parent,  # where it keeps what it remembers of earlier runs
    )
    return [line.strip() for line in done.stdout.splitlines() if line.strip().startswith(("❌ ST", "- ST"))]


def pages(programs, address):
    """Each form and address that links lead to, with what injects something."""
    report = programs.parent / "report.json"
    command = [programs / "wapiti", "-u", f"{address}/", "--scope", "folder", "--module", MODULES, "--flush-session"]
    limits = ["--depth", "3", "--max-links-per-page", "20", "--max-scan-time", "600", "--no-bugreport"]
    subprocess.run([*command, *limits, "--format", "json", "--output", report], capture_output=True, timeout=1800)
    said = json.loads(report.read_text())
    kinds = {**said["vulnerabilities"], **said["anomalies"]}
    return [f"{kind}: {each['method']} {each['path']} {each['info']}" for kind in kinds for each in kinds[kind]]


def statements(programs, address):
    """Whether anything that is looked up can become part of a statement."""
    said = []
    for path in LOOKED_UP:
        command = [
            programs / "sqlmap",
            "-u",
            address + path,
            "--batch",
            "--smart",
            "--dbms=PostgreSQL",
            "--flush-session",
        ]
        done = subprocess.run([*command, "--disable-coloring"], capture_output=True, text=True, timeout=900)
        said += [
            f"{path}: {line}" for line in done.stdout.splitlines() if "is vulnerable" in line or "injectable" in line
        ]
    return [line for line in said if "not appear to be injectable" not in line and "might not be" not in line]


def words(address, path):
    """What becomes of strings that somebody made to break things: an error, or a page that holds them as markup."""
    text = path.read_text(encoding="utf-8")
    strings = json.loads(text) if path.suffix == ".json" else text.splitlines()
    for string in filter(None, strings):
        for place in SPOKEN:
            url = address + place.format(quote(string, safe=""))
            status, content_type, body = answer(url)
            if status >= 500:
                yield f"{status} at {url}"
            is_markup = "<" in string and string in body and content_type.startswith("text/html")
            if is_markup and any(f"<{name}" in string.lower() for name in ("script", "img", "svg", "iframe", "a ")):
                yield f"its own words as markup at {url}"


def answer(url):
    try:
        with urllib.request.urlopen(url, timeout=SOONEST) as found:  # noqa: S310  (`address_in` knows the scheme)
            return found.status, found.headers.get("Content-Type", ""), found.read().decode(errors="replace")
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers.get("Content-Type", ""), refused.read().decode(errors="replace")
    except (OSError, ValueError) as error:
        return 599, "", str(error)
