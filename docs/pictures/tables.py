"""The tables and what they point at, from Django's own description of the models.

Where each stands is laid out by hand, so that arrows run from right to left: to what a row rests on. A model that
stands nowhere is named, so that none is forgotten.
"""

from django.apps import apps

from .drawing import Sheet, wrapped

OURS = ("articles", "review", "upkeep", "feedback")
#: (name of the picture, its title, columns of models from left to right).
PICTURES = [
    (
        "tables-record",
        "The tables of the record",
        [
            [
                "Credential",
                "Specialty",
                "SpecialtyOfTopic",
                "InterestWaiver",
                "InterestDeclaration",
                "PersonAccount",
                "SourceChange",
                "ImportedText",
                "LegacyBatch",
            ],
            [
                "SignOff",
                "DraftRecord",
                "EmergencyOverride",
                "EmergencyRule",
                "AuthorityEvent",
                "SigningKey",
                "LegacyText",
            ],
            ["Edition", "EditionImage", "RiskAssessment", "ReportedMonth", "LegacyDecision"],
            ["Publication", "StatusChange", "StatusProposal", "ReaderVersion", "AuthorityProposal", "ChangeRequest"],
            [
                "AddressChange",
                "AddressReuse",
                "MainLanguage",
                "MovedInAddress",
                "Remark",
                "ExpertInvitation",
                "Mention",
            ],
        ],
    ),
    (
        "tables-references",
        "The tables of references and claims",
        [
            ["Reference", "AllowedSource", "RetractionNotice", "RetractionList", "ListedGuideline"],
            [
                "WorldCheck",
                "SourceAnswer",
                "LinkCheck",
                "Citation",
                "IntegrityFact",
                "OverruleProposal",
                "NewerVersion",
            ],
            ["Claim", "ClaimCheck"],
        ],
    ),
    (
        "tables-originality",
        "The tables of originality",
        [
            ["ComparedText", "OriginalityCheck", "Finding"],
            ["Fingerprint", "FindingVerdict"],
        ],
    ),
    (
        "tables-reading",
        "The tables of search and related articles",
        [["SearchEntry", "RelatedArticles"], ["SearchWord", "Synonym", "ZeroResultSearch", "SiteSettings"]],
    ),
    (
        "tables-feedback",
        "The tables of readers' reports",
        [
            ["Report", "BulkDecision", "SavedFilter", "SafetyPhrase", "FormerComment"],
            ["ReportChange", "ReportNote", "TopicQueueEntry", "CorrectedReport"],
            ["Rollup", "RollupMark", "TopicOwner", "AskedFor", "Correction"],
        ],
    ),
]
#: What the workshop edits, in Wagtail's own tables and beside them.
WORKSHOP = {
    *("ArticlePage", "Byline", "Disclosure", "HomePage", "PersonPage", "PolicyPage", "ReferenceItem"),
    *("TermPage", "TopicPage", "SiteImage", "SiteRendition", "SignOffTask", "ReviewState", "ReviewTaskState"),
}
#: Columns that name rows of another table without a foreign key.
NAMED_IN_ARRAYS = {("Edition", "sign_off_ids"): "SignOff", ("Edition", "images"): "EditionImage"}
LEGEND = "Lines: a column that names a row of another table here. Dashed: it names several."
ONE, SEVERAL = "line", "line-loose"
WIDTH, GAP, MARGIN, ROW, HEAD = 262, 54, 24, 17, 34


class Table:
    """One box: a model's name, what it points at, and its other columns."""

    def __init__(self, model, x, y):
        self.name, self.x, self.y = model.__name__, x, y
        fields = [field for field in model._meta.get_fields() if not field.auto_created]
        in_arrays = [(name, target) for (table, name), target in NAMED_IN_ARRAYS.items() if table == self.name]
        #: (column, what it names, how its line is drawn).
        self.rows = [
            *((field.name, field.related_model.__name__, line_of(field)) for field in fields if is_drawn(field)),
            *((name, target, SEVERAL) for name, target in in_arrays),
        ]
        plain = [field.name for field in fields if not field.is_relation and field.name not in ("id", *dict(in_arrays))]
        self.columns = wrapped(", ".join(plain), WIDTH - 28)

    @property
    def height(self):
        return HEAD + ROW * (len(self.rows) + len(self.columns)) + 14

    def draw(self, sheet):
        sheet.rect(self.x, self.y, WIDTH, self.height)
        sheet.add(
            f'<path class="head" d="M{self.x + 1} {self.y + HEAD - 4} V{self.y + 6} q0 -5 5 -5 H{self.x + WIDTH - 6}'
            f' q5 0 5 5 V{self.y + HEAD - 4} z"/>'
        )
        sheet.text(self.x + 14, self.y + 21, self.name, "name")
        for number, (name, target, _) in enumerate(self.rows):
            sheet.text(self.x + 14, self.row_y(number) + 4, f"{name} → {target}", "small")
        sheet.lines(self.x + 14, self.row_y(len(self.rows)) + 4, self.columns)

    def row_y(self, number):
        return self.y + HEAD + 10 + number * ROW


def is_drawn(field):
    """Relations; but for one that has a table of its own in between, which is drawn instead."""
    return field.is_relation and not (field.many_to_many and not field.remote_field.through._meta.auto_created)


def line_of(field):
    return SEVERAL if field.many_to_many else ONE


def pictures():
    """(name, sheet) of every picture of tables."""
    models = {model.__name__: model for model in apps.get_models() if model._meta.app_label in OURS}
    placed = {name for _, _, columns in PICTURES for column in columns for name in column}
    if forgotten := set(models) - placed - WORKSHOP:
        raise SystemExit(f"Give these models a place in docs/pictures/tables.py: {', '.join(sorted(forgotten))}")
    if gone := placed - set(models):
        raise SystemExit(f"docs/pictures/tables.py draws models that are not there: {', '.join(sorted(gone))}")
    for name, title, columns in PICTURES:
        yield name, picture(title, columns, models)


def picture(title, columns, models):
    tables = {}
    bottom = 0
    for number, column in enumerate(columns):
        y = MARGIN + 40
        for name in column:
            tables[name] = Table(models[name], MARGIN + number * (WIDTH + GAP), y)
            y += tables[name].height + 26
        bottom = max(bottom, y)
    width = 2 * MARGIN + len(columns) * (WIDTH + GAP) - GAP
    sheet = Sheet(width, bottom + 26, title, described(tables))
    sheet.text(MARGIN, MARGIN + 14, title, "heading")
    for table in tables.values():
        table.draw(sheet)
    for table in tables.values():
        connect(sheet, table, tables)
    sheet.text(
        MARGIN,
        bottom + 4,
        "Lines: a column that names a row of another table here. Dashed: it names several.",
        "quiet small",
    )
    return sheet


def connect(sheet, table, tables):
    """Arrows to the tables of this picture that it points at."""
    for number, (_, target, style) in enumerate(table.rows):
        other = tables.get(target)
        if other is None or other is table:
            continue
        y, end = table.row_y(number), other.y + HEAD / 2 - 2
        if other.x < table.x:
            sheet.curve((table.x, y), (other.x + WIDTH, end), (-GAP * 0.6, GAP * 0.6), style)
        elif other.x > table.x:
            sheet.curve((table.x + WIDTH, y), (other.x, end), (GAP * 0.6, -GAP * 0.6), style)
        else:
            sheet.curve((table.x + WIDTH, y), (other.x + WIDTH, end), (GAP * 0.6, GAP * 0.6), style)


def described(tables):
    told = []
    for table in tables.values():
        targets = ", ".join(dict.fromkeys(target for _, target, _ in table.rows))
        told.append(f"{table.name} points at {targets}." if targets else f"{table.name} stands alone.")
    return " ".join(told)
