"""`./run audit`: what Lighthouse says of the pages of a running site, as on a slow telephone."""

import html
import json
import os
import re
import shutil
import statistics
import subprocess
import urllib.error
import urllib.request
from urllib.parse import urljoin, urlsplit

from ..refusal import Refusal

VERSION = "12.8.2"
RUNS = 3
TRIES = 3  # on a busy machine Lighthouse can miss the start of the page (NO_NAVSTART)
ON_A_SHARED_MACHINE = "--on-a-shared-machine"
POOR = 2  # the exit code, another than where nothing could be judged
LEAST = 99  # of 100, in every category
LEAST_PERFORMANCE_BESIDE_OTHERS = 90
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
#: Search engines are asked not to keep what somebody searched for, which costs it points for SEO.
SEARCH = "/search/?q=pain"
DEMO = "http://127.0.0.1:8000"
LOC = re.compile(r"<loc>\s*(.*?)\s*</loc>")


def audit(arguments, *, state):
    """Judge the home page, a page of each part of the sitemap and the lists; POOR when any is under 99, else 0.

    With `--on-a-shared-machine` performance is poor under 90 only: whatever else runs there has a part in it.
    A page is judged once; where that is under 99, three times, and the median counts: a busy machine is slow by chance.
    """
    least = dict.fromkeys(CATEGORIES, LEAST)
    if ON_A_SHARED_MACHINE in arguments:
        least["performance"] = LEAST_PERFORMANCE_BESIDE_OTHERS
    address = address_in([argument for argument in arguments if argument != ON_A_SHARED_MACHINE])
    chromium = program("chromium", "google-chrome")
    paths = pages_of(address)
    state.make()
    lighthouse = installed(state.folder / "lighthouse")
    width = max(map(len, paths))
    print(f"What Lighthouse {VERSION} says, of 100; of a page that got less than {LEAST}, the median of {RUNS} runs:\n")
    print(" " * width, *CATEGORIES.values(), sep="  ", flush=True)
    poor = []
    for path in paths:
        reports = [judged(lighthouse, chromium, address + path)]
        asked = [name for name in CATEGORIES if not (name == "seo" and path.startswith(SEARCH))]
        if any(median(reports, name) < least[name] for name in asked):
            reports += [judged(lighthouse, chromium, address + path) for _run in range(RUNS - 1)]
        scores = {name: median(reports, name) for name in CATEGORIES}
        cells = [f"{scores[name]:{len(title)}}" for name, title in CATEGORIES.items()]
        print(f"{path:{width}}", *cells, sep="  ", flush=True)
        poor += [
            f"{path}: {line}" for name in asked if scores[name] < least[name] for line in reasons(reports[-1], name)
        ]
    print("\nPoor, because of:" if poor else "\nNothing is poor.", *poor, sep="\n  ")
    return POOR if poor else 0


def address_in(arguments):
    """The site to judge, without a slash at its end."""
    address = (arguments[0] if arguments else DEMO).rstrip("/")
    if len(arguments) > 1 or urlsplit(address).scheme not in ("http", "https"):
        raise Refusal("`./run audit` takes one address, for example: ./run audit http://127.0.0.1:8100")
    return address


def program(*names):
    """The first of these programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise Refusal(f"`./run audit` needs {names[0]}; on Debian `apt install {names[0]}` installs it.")
    return found


def installed(folder):
    """Lighthouse's program, installed by npm the first time."""
    lighthouse = folder / "node_modules" / ".bin" / "lighthouse"
    program("node", "nodejs")
    manifest = folder / "node_modules" / "lighthouse" / "package.json"
    if manifest.exists() and json.loads(manifest.read_text())["version"] == VERSION:
        return lighthouse
    npm = program("npm")
    folder.mkdir(parents=True, exist_ok=True)
    print(f"Installing Lighthouse {VERSION} into {folder} (under a minute, once).", flush=True)
    options = ["--no-audit", "--no-fund", "--loglevel", "error"]
    done = subprocess.run([npm, "install", "--prefix", folder, *options, f"lighthouse@{VERSION}"])
    if done.returncode:
        raise Refusal("npm could not install Lighthouse; is this machine online?")
    return lighthouse


def pages_of(address):
    """The path of the home page, of a page of each part of the sitemap, an article's history, and of the lists."""
    chosen = ["/"]
    for part in locations(address, "/sitemap.xml"):
        found = locations(address, part) if part.endswith(".xml") else [part]
        new = [path for path in found if path not in chosen][:1]
        chosen += [*new, *(f"{path}history/" for path in new if "articles" in part)]
    return list(dict.fromkeys([*chosen, "/corrections/", SEARCH]))


def locations(address, path):
    """The paths in a sitemap. It names the public host, which need not be the one that is judged."""
    try:
        with urllib.request.urlopen(address + path, timeout=30) as answer:  # noqa: S310  (`address_in` knows the scheme)
            text = answer.read().decode()
    except (urllib.error.URLError, OSError) as error:
        raise Refusal(f"{urljoin(address, path)} cannot be read ({error}). Is the site running?") from error
    return [urlsplit(html.unescape(location)).path for location in LOC.findall(text)]


def judged(lighthouse, chromium, url):
    """One report of Lighthouse, at its own default: a telephone on a slow network."""
    flags = "--headless=new --disable-gpu" + (" --no-sandbox" if os.getuid() == 0 else "")
    options = ["--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"]
    for _try in range(TRIES):
        environment = os.environ | {"CHROME_PATH": chromium}
        done = subprocess.run([lighthouse, url, *options], env=environment, capture_output=True, text=True)
        if done.returncode == 0:
            return json.loads(done.stdout)
    raise Refusal(f"Lighthouse could not judge {url}. It said:\n{done.stderr.strip()[-2000:]}")


def median(reports, category):
    """A category's median score, of 100; what could not be measured counts nothing."""
    return round(statistics.median(report["categories"][category]["score"] or 0 for report in reports) * 100)


def reasons(report, category):
    """What costs points in a category, a line each."""
    weighed = [reference["id"] for reference in report["categories"][category]["auditRefs"] if reference["weight"]]
    audits = [report["audits"][name] for name in weighed]
    short = [found for found in audits if found["score"] is not None and found["score"] < 1]
    return [f"{found['title']} {found.get('displayValue', '')}".rstrip() for found in short] or ["no single reason"]
