"""How many sentences of people in danger are recognised, and at what cost: python -m benchmarks.danger [FILE...].

Each FILE has a sentence a line: its kind, a tab and the sentence (`ordinary` is the kind of people in no danger). Or it
is a CSV with a column `feedback` of comments by people in no danger. Without any, the tests' sentences are judged.
"""

import argparse
import csv
import os
import statistics
import time
from collections import defaultdict
from pathlib import Path

import django

OURS = Path("tests/feedback/capture/words/danger/sentences.tsv")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[OURS])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.dev")
    django.setup()
    from editorial.feedback.capture.words.danger.recognition import danger_in

    danger_in("What was not loaded yet is loaded now.")
    for path in parser.parse_args().files:
        judged, times = defaultdict(list), []
        for kind, text in sentences_of(path):
            began = time.perf_counter()
            judged[kind].append(danger_in(text))
            times.append(1000 * (time.perf_counter() - began))
        print(path)
        for kind, found in sorted(judged.items()):
            certain, any_sign = (sum(danger >= least for danger in found) / len(found) for least in (2, 1))
            print(f"  {kind:12} {len(found):6,}   certain {certain:6.1%}   certain or possible {any_sign:6.1%}")
        p99 = statistics.quantiles(times, n=100)[98]
        print(f"  one text: {statistics.fmean(times):.2f} ms (mean), {p99:.2f} ms (p99), {max(times):.1f} ms at most")


def sentences_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            yield from (("ordinary", row["feedback"]) for row in csv.DictReader(file))
            return
        for line in file:
            *_label, kind, text = line.rstrip("\n").split("\t")
            if text != "text":
                yield kind, text


if __name__ == "__main__":
    main()
