"""The benchmarks that take minutes, one after the other: `./run bench [FILE]`, or python -m benchmarks [FILE].

Each prints its own table; FILE gets all of it as JSON, with what the machine is. Those that need an hour or an argument
are named in benchmarks/README.md.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.readers.__main__ import machine

SHORT = ("readers", "capture", "log_proofs", "library", "danger", "redaction")


def main(arguments):
    said = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in SHORT:
            print(f"\n{name}", flush=True)
            table = Path(folder) / f"{name}.json"
            more = ["--json", table] if name == "readers" else []
            with subprocess.Popen(
                [sys.executable, "-m", f"benchmarks.{name}", *more], stdout=subprocess.PIPE, text=True
            ) as process:
                lines = [line for line in process.stdout if not print(line, end="", flush=True)]
            said[name] = {
                "exit code": process.returncode,
                "said": "".join(lines),
                **(json.loads(table.read_text()) if table.exists() else {}),
            }
    if arguments:
        Path(arguments[0]).write_text(json.dumps({"machine": machine(), "benchmarks": said}, indent=1))
    return 1 if any(each["exit code"] for each in said.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
