"""What is taken out of readers' texts, and at what cost: python -m benchmarks.redaction [FILE...].

Each FILE has a string a line: `hide`, `keep` or `pass` (it identifies somebody, and is known not to be found), a tab,
its kind, a tab and the string. Or it is a CSV with a column `feedback`, of comments that hold nobody's particulars:
those that change are shown. Without any, the tests' strings are judged, and what Faker makes up in 29 countries.
"""

import argparse
import csv
import os
import statistics
import time
from collections import defaultdict
from pathlib import Path

import django

OURS = Path("tests/feedback/capture/words/redaction/strings.tsv")
LOCALES = [
    "en_GB",
    "en_US",
    "en_AU",
    "en_CA",
    "en_IE",
    "en_IN",
    "en_NZ",
    "de_DE",
    "de_AT",
    "de_CH",
    "fr_FR",
    "fr_CH",
    "fr_CA",
    "es_ES",
    "es_MX",
    "it_IT",
    "nl_NL",
    "nl_BE",
    "pl_PL",
    "pt_PT",
    "pt_BR",
    "ru_RU",
    "tr_TR",
    "sv_SE",
    "no_NO",
    "da_DK",
    "fi_FI",
    "cs_CZ",
    "hu_HU",
]
MADE_UP = ("phone_number", "iban", "ssn", "street_address", "address", "name")
OF_EACH = 60


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.dev")
    django.setup()
    from editorial.feedback.capture.words.redaction.redacting import redact_and_count

    redact_and_count("What was not loaded yet is loaded now: 1.")
    for path in files or [OURS]:
        print(path)
        judge = comments if path.suffix == ".csv" else strings
        judge(path, redact_and_count)
    if not files:
        made_up(redact_and_count)


def strings(path, redact):
    changed = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        label, kind, text = line.split("\t")
        if label != "label":
            text = text.replace(r"\n", "\n")
            changed[label, kind].append(redact(text)[0] != text)
    show(changed)


def comments(path, redact):
    times, changed = [], 0
    with path.open(encoding="utf-8", newline="") as file:
        texts = [row["feedback"] for row in csv.DictReader(file)]
    for text in texts:
        began = time.perf_counter()
        redacted, counts = redact(text)
        times.append(1000 * (time.perf_counter() - began))
        if redacted != text:
            changed += 1
            print(f"  {counts}: {redacted}")
    p99 = statistics.quantiles(times, n=100)[98]
    print(f"  {changed} of {len(texts):,} comments change; {statistics.fmean(times):.2f} ms (mean), {p99:.2f} ms (p99)")


def made_up(redact):
    from faker import Faker

    changed = defaultdict(list)
    for locale in LOCALES:
        fake = Faker(locale)
        fake.seed_instance(7)
        for kind in MADE_UP:
            for _ in range(OF_EACH):
                text = f"I have a question about this. {getattr(fake, kind)()}"
                changed["made up", kind].append(redact(text)[0] != text)
    print("Faker")
    show(changed)


def show(changed):
    for (label, kind), found in sorted(changed.items()):
        print(f"  {label:8} {kind:18} {len(found):6,}   changed {sum(found) / len(found):6.1%}")


if __name__ == "__main__":
    main()
