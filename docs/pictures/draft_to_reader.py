"""The way of a text, from a draft to a reader."""

from .drawing import Sheet

WIDTH, HEIGHT = 1000, 668
#: Left edge and width of the three zones.
WORKSHOP, RECORD, READERS = (24, 300), (346, 328), (696, 280)
#: Where the cards of a row begin, and how high a card is.
SAVE, SUBMIT, SIGN, PUBLISH, OTHERWISE = 94, 206, 318, 430, 542
CARD = 82


def draft_to_reader():
    sheet = Sheet(
        WIDTH,
        HEIGHT,
        "From draft to reader",
        "In the workshop a writer saves a draft, from which one function makes the reader document and its digest. "
        "The draft record keeps who saved it. People who did not write it sign the digest they were shown. Publishing "
        "renders the draft again and inserts the edition. PostgreSQL judges each of these rows and refuses what does "
        "not fit. The publication points at the edition, and readers get publications and editions. No other way leads "
        "from the workshop to readers.",
    )
    zone(sheet, WORKSHOP, "The workshop", "Wagtail: anything may be wrong here")
    zone(sheet, RECORD, "The record", "PostgreSQL judges every insertion")
    zone(sheet, READERS, "Readers", "get editions, and nothing else")
    workshop(sheet)
    record(sheet)
    readers(sheet)
    between(sheet)
    return sheet


def zone(sheet, place, heading, words):
    x, width = place
    sheet.rect(x, 24, width, HEIGHT - 48, "zone", 10)
    sheet.text(x + 18, 54, heading, "heading")
    sheet.text(x + 18, 74, words, "quiet small")


def card(sheet, place, y, name, lines, style="box"):
    x, width = place
    sheet.rect(x + 18, y, width - 36, CARD, style)
    sheet.text(x + 34, y + 26, name, "name")
    sheet.lines(x + 34, y + 47, lines)


def workshop(sheet):
    card(
        sheet, WORKSHOP, SAVE, "1. Save a draft", ["One function makes the reader", "document and its digest from it."]
    )
    card(sheet, WORKSHOP, SUBMIT, "2. Submit", ["An unfinished text comes back,", "with every reason at once."])
    card(sheet, WORKSHOP, SIGN, "3. Sign what is shown", ["Rendered again: if the digest", "moved, nothing is signed."])
    card(sheet, WORKSHOP, PUBLISH, "4. Publish", ["Rendered once more, compared,", "and all in one transaction."])
    card(
        sheet,
        WORKSHOP,
        OTHERWISE,
        "Any other way",
        ["Wagtail's live flag, copies,", "schedules, bulk actions, SQL."],
        "box-free",
    )
    x = WORKSHOP[0] + 46
    for row, following in ((SAVE, SUBMIT), (SUBMIT, SIGN), (SIGN, PUBLISH)):
        sheet.arrow([(x, row + CARD), (x, following - 2)])


def record(sheet):
    x, width = RECORD
    card(sheet, RECORD, SAVE, "Draft record", ["Who saved, and which digest it gave.", "Whoever moved it cannot sign."])
    sheet.lines(
        x + 34,
        SUBMIT + 12,
        [
            "Is this the newest draft? Who wrote it?",
            "Who signs, and are they entitled today?",
            "Is every sign-off there?",
        ]
        + ["What is here is never changed or removed."],
    )
    sheet.rect(x + 28, SIGN - 9, width - 46, CARD, "box")
    card(
        sheet,
        (x, width - 10),
        SIGN,
        "Sign-offs",
        ["Fact check and medical review, by", "different people, on this digest."],
    )
    card(
        sheet,
        RECORD,
        PUBLISH,
        "Edition",
        ["The signed text itself, numbered,", "with the sign-offs that allowed it."],
        "box-strong",
    )
    sheet.arrow([(x + 46, SIGN + CARD), (x + 46, PUBLISH - 2)], "line-strong")
    sheet.text(x + 60, SIGN + CARD + 20, "one chain of hashes", "accent small")


def readers(sheet):
    card(sheet, READERS, PUBLISH, "Publication", ["Which edition readers get now,", "where, and with what status."])
    card(sheet, READERS, SIGN, "A page", ["The text, who signed it and when,", "its history and trust record."])
    card(sheet, READERS, SUBMIT, "Lists and machines", ["Search, feeds, sitemap, JSON API:", "the same publications."])
    x = READERS[0] + 46
    for row, following in ((PUBLISH, SIGN), (SIGN, SUBMIT)):
        sheet.arrow([(x, row), (x, following + CARD + 2)], "line-strong")


def between(sheet):
    from_workshop, to_record = WORKSHOP[0] + WORKSHOP[1] - 18, RECORD[0] + 16
    for row in (SAVE, SIGN, PUBLISH):
        sheet.arrow([(from_workshop, row + CARD / 2), (to_record, row + CARD / 2)], "line-strong")
    sheet.arrow(
        [(RECORD[0] + RECORD[1] - 18, PUBLISH + CARD / 2), (READERS[0] + 16, PUBLISH + CARD / 2)], "line-strong"
    )
    y, end = OTHERWISE + CARD / 2, RECORD[0] + RECORD[1] - 18
    sheet.arrow([(from_workshop, y), (end, y)], "line-refused")
    sheet.add(
        f'<path class="line-refused" style="stroke-dasharray: none; stroke-width: 4" d="M{end + 11} {y - 22} v44"/>'
    )
    sheet.text(RECORD[0] + 34, y - 14, "ends here", "refused small")
    sheet.lines(READERS[0] + 34, y - 4, ["No view for readers", "looks at the workshop."])
