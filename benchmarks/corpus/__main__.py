"""A site of any size: python -m benchmarks.corpus [--into DATABASE_URL] [--articles N] [--reports N] [--texts PATH].

Without --into it is thrown away, and only how long it took is told. PATH is an archive of documents as MedQuAD has
them, or a folder of texts whose words are used; without it the words are those of the demo.
"""

import argparse

from .place import begin, make, migrate, servers


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", metavar="DATABASE_URL", help="an empty database, as its owner")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--reports", type=int, default=0)
    parser.add_argument("--texts", metavar="PATH")
    options = parser.parse_args()
    with servers(options.into) as addresses:
        begin(addresses)
        migrate()
        make(options.articles, options.texts, options.reports)


if __name__ == "__main__":
    main()
