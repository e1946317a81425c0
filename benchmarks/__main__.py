"""The benchmarks, one after the other: `./run bench [FILE]`, or `./run bench-large [FILE] [--texts PATH]`.

The first takes minutes. The second makes a site of 100,000 articles and 1,000,000 reports, and takes an hour or two.
Each prints its own table; FILE gets all of it as JSON, with what the machine is. Those that need more arguments are
named in benchmarks/README.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus.place import servers
from benchmarks.readers.__main__ import machine

SHORT = ("readers", "processes", "capture", "log_proofs", "library", "danger", "redaction")
#: On one site, made before them.
OF_A_LARGE_SITE = ("lists", "desk", "search", "signing")


def main(arguments):
    options = parsed(arguments)
    said = large(options) if options.large else {name: said_by(name) for name in SHORT}
    if options.file:
        Path(options.file).write_text(json.dumps({"machine": machine(), "benchmarks": said}, indent=1))
    return 1 if any(each["exit code"] for each in said.values()) else 0


def parsed(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", metavar="FILE")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--texts", metavar="PATH", help="what articles say, as for benchmarks.corpus")
    return parser.parse_args(arguments)


def large(options):
    """What the benchmarks of a large site say, and of a large queue."""
    texts = ["--texts", options.texts] if options.texts else []
    with servers(None) as addresses:
        site = ["--articles", str(options.articles), *texts]
        database = addresses["DATABASE_URL"]
        said = {"corpus": said_by("corpus", *site, "--into", database, **addresses)}
        for name in OF_A_LARGE_SITE:
            said[name] = said_by(name, *site, "--keep", database, **addresses)
    return said | {"reports": said_by("reports", "--reports", "10000", str(options.reports))}


def said_by(name, *arguments, **environment):
    """What a benchmark prints, which is shown meanwhile, and the table of one that keeps any."""
    print(f"\n{name}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / f"{name}.json"
        more = ["--json", table] if name == "readers" else []
        with subprocess.Popen(
            [sys.executable, "-m", f"benchmarks.{name}", *arguments, *more],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | environment,
        ) as process:
            lines = [line for line in process.stdout if not print(line, end="", flush=True)]
        kept = json.loads(table.read_text()) if table.exists() else {}
        return {"exit code": process.returncode, "said": "".join(lines), **kept}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
