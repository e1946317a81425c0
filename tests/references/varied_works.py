"""Sixty works of all kinds that are cited, in CSL-JSON, as services and files give them."""


def people(*names):
    """Names written “Family, Given, Suffix”; one without a comma is a group's."""
    parts = [[part.strip() for part in name.split(",")] for name in names]
    keys = ("family", "given", "suffix")
    return [dict(zip(keys, one, strict=False)) if len(one) > 1 else {"literal": one[0]} for one in parts]


def on(*parts):
    return {"date-parts": [list(parts)]}


ONE, TWO = people("Example, Ann Mary"), people("Example, Ann Mary", "Sample, Bo")
SIX = people(*(f"{name}, Ann" for name in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta")))
ISSUE = {"container-title": "Pain", "issued": on(2018, 5), "volume": "159", "issue": "5", "page": "865-876"}
BOOK = {"publisher": "Press", "publisher-place": "London", "issued": on(2019)}
WEB = {"accessed": on(2021, 5, 1), "URL": "https://example.org/backs"}
DOI = {"DOI": "10.5555/backs"}


def article(title="Heat for backs", author=ONE, **fields):
    return {"type": "article-journal", "title": title, "author": author, **ISSUE, **fields}


def without(work, *names):
    return {name: value for name, value in work.items() if name not in names}


def book(title="Pearls", author=ONE, **fields):
    return {"type": "book", "title": title, "author": author, **BOOK, **fields}


def chapter(title="Sore backs", **fields):
    editors = people("Edit, Eve", "Redact, Rob")
    return {
        "type": "chapter",
        "title": title,
        "author": ONE,
        "editor": editors,
        "container-title": "Pearls",
        **BOOK,
        **fields,
    }


def page(title="Backs for patients", **fields):
    return {
        "type": "webpage",
        "title": title,
        "author": people("National Service"),
        "container-title": "NIS",
        **WEB,
        **fields,
    }


def preprint(**fields):
    facts = {"publisher": "medRxiv", "issued": on(2021, 2, 3), "DOI": "10.1101/2021.02.03"}
    return {"type": "article", "genre": "preprint", "title": "Backs before review", "author": ONE, **facts, **fields}


def report(**fields):
    return {"type": "report", "title": "Backs in numbers", "author": people("National Service"), **BOOK, **fields}


def thesis(**fields):
    facts = {"publisher": "University of London", "genre": "Doctoral dissertation"}
    return {"type": "thesis", "title": "Backs", "author": ONE, **BOOK, **facts, **fields}


WORKS = {
    "article": article(**DOI),
    "without a DOI": article(),
    "two authors": article(author=TWO, **DOI),
    "six authors": article(author=SIX),
    "seven authors": article(author=[*SIX, *people("Eta, Ann")]),
    "eight authors": article(author=[*SIX, *people("Eta, Ann", "Theta, Ann")]),
    "a group": article(author=people("Backs Study Group")),
    "a group after people": article(author=[*ONE, *people("Backs Study Group")]),
    "nobody": without(article(), "author"),
    "junior": article(author=people("King, Martin L, Jr")),
    "the third": article(author=people("Frank, James P, III")),
    "hyphenated given name": article(author=people("Dupont, Jean-Pierre")),
    "initials": article(author=people("Dupont, J.-P.", "Smith, A. B.")),
    "particle": article(author=people("van der Berg, Anna")),
    "apostrophe": article(author=people("O'Neill, Mary Kate")),
    "hyphenated family name": article(author=people("Smith-Jones, Mary")),
    "accents": article(author=people("Müller, Jürgen", "Łódź, Ænna")),
    "Chinese": article(author=people("王, 小明")),
    "Japanese": article(author=people("山田, 太郎")),
    "Korean": article(author=people("김, 민준")),
    "pinyin": article(author=people("Wang, Xiao-Ming")),
    "one name": article(author=people("Plato")),
    "no year": without(article(), "issued"),
    "no volume, no pages": without(article(issued=on(2020, 6, 10), **DOI), "volume", "issue", "page"),
    "online in a month": without(article(issued=on(2020, 6), **DOI), "volume", "issue", "page"),
    "online in a year": without(article(issued=on(2020), **DOI), "volume", "issue", "page"),
    "no issue": without(article(), "issue"),
    "no pages": without(article(**DOI), "page"),
    "pages alone": without(article(), "volume", "issue"),
    "article number": article(page="e0123456"),
    "article number of digits": article(page="104567"),
    "article number in its field": without(article(number="104567"), "page"),
    "supplement": article(issue="suppl 2", page="S12-S19"),
    "one page": article(page="12"),
    "short pages": article(page="1012-1013"),
    "day of a week": article(issued=on(2018, 5, 17)),
    "abbreviated journal": article(**{"container-title": "The Journal of Pain", "container-title-short": "J Pain"}),
    "journal with full stops": article(
        **{"container-title": "The Journal of Pain", "container-title-short": "J. Pain"}
    ),
    "species": article("Growth of <i>Escherichia coli</i> in discs"),
    "powers": article("Counts over 10<sup>9</sup>/L and CO<sub>2</sub>"),
    "question": article("Is heat good for backs?"),
    "subtitle": article("Heat for backs: a randomised trial"),
    "quotes": article("The “red flags” of backs"),
    "with an address": article(**WEB),
    "with an address and a DOI": article(**WEB, **DOI),
    "book": book(),
    "book of editors": {**without(book(), "author"), "editor": people("Edit, Eve")},
    "second edition": book(edition="2"),
    "volume of a book": book(volume="2", edition="3"),
    "book online": book(**WEB),
    "book without a date": without(book(), "issued"),
    "chapter": chapter(page="112-134", edition="2"),
    "chapter of a volume": chapter(page="112-134", volume="2"),
    "page": page(issued=on(2020, 6, 10)),
    "page without a date": page(),
    "preprint": preprint(),
    "report": report(**WEB),
    "report with a number": report(number="59"),
    "thesis": thesis(),
    "master's thesis": thesis(genre="Master’s thesis"),
}
