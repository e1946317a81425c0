"""`./run sbom`: every package that the site runs on, with version, licence and hashes, as CycloneDX JSON.

What is listed is what requirements.txt pins; licences and who needs whom are what the installed packages say.
"""

import json
import re
import uuid
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata, requires

from ..state import PROJECT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)((?:.*\\\n)*.*)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
#: Licences in the words of setuptools, for packages that do not name theirs by SPDX.
CLASSIFIER = "License :: "


def sbom(requirements=PROJECT / "requirements.txt"):
    """The whole document, as a dictionary."""
    pinned = {canonical(name): (version, HASH.findall(rest)) for name, version, rest in found_in(requirements)}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "component": {"type": "application", "bom-ref": "pain_site", "name": "pain_site"},
        },
        "components": [component(name, *about) for name, about in sorted(pinned.items())],
        "dependencies": [
            {"ref": "pain_site", "dependsOn": sorted(purl(name, pinned) for name in wanted_by_the_site(pinned))},
            *(
                {"ref": purl(name, pinned), "dependsOn": sorted(purl(other, pinned) for other in needs(name, pinned))}
                for name in sorted(pinned)
            ),
        ],
    }


def found_in(requirements):
    return PINNED.findall(requirements.read_text())


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def purl(name, pinned):
    return f"pkg:pypi/{name}@{pinned[name][0]}"


def component(name, version, hashes):
    about = {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{name}/{version}/",
                "hashes": [{"alg": "SHA-256", "content": content} for content in hashes],
            }
        ],
    }
    licences = licences_of(name)
    return about | ({"licenses": licences} if licences else {})


def licences_of(name):
    """What the installed package says of its licence; nothing for one that this machine does not need."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return []
    if expression := said.get("License-Expression"):
        return [{"expression": expression}]
    classified = [line for line in said.get_all("Classifier") or [] if line.startswith(CLASSIFIER)]
    names = {line.rpartition(" :: ")[2] for line in classified} - {"OSI Approved"}
    first_line = (said.get("License") or "").strip().partition("\n")[0]
    return [{"license": {"name": each}} for each in sorted(names) or ([first_line] if first_line else [])]


def needs(name, pinned):
    """The pinned packages that an installed one asks for, also for its extras."""
    try:
        asked = requires(name) or []
    except PackageNotFoundError:
        asked = []
    names = {canonical(re.match(r"[A-Za-z0-9._-]+", line)[0]) for line in asked}
    return names & pinned.keys() - {name}


def wanted_by_the_site(pinned):
    """What requirements.in names."""
    lines = (PROJECT / "requirements.in").read_text().splitlines()
    names = {canonical(found[0]) for line in lines if (found := re.match(r"[A-Za-z0-9._-]+", line))}
    return names & pinned.keys()


def print_sbom():
    print(json.dumps(sbom(), indent=1))
    return 0
