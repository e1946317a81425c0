"""The rules of docs/architecture/README.md that import-linter cannot see. Each failure says what to do."""

import ast
import re
from itertools import chain
from pathlib import Path

import grimp
import pytest
from django.apps import apps

from pain_site.stack.manage import OWNERS_COMMANDS

PROJECT = Path(__file__).resolve().parent.parent
LAYERS = [  # highest first; a layer may use those after it
    "pain_site",
    "editorial/feedback",
    "editorial/syndication",
    "editorial/upkeep",
    "editorial/exchange",
    "editorial/planning",
    "editorial/review",
    "editorial/letters",
    "articles",
    "editorial/accounts",
]
VAGUE = {"core", "common", "base", "misc", "util", "helper", "manager", "handler", "service"}
NAMED_BY_DJANGO = {"pain_site/settings/base.py"}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)
TAG = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
LOAD = re.compile(r"{%\s*load\s+(.+?)\s*%}")


def height(layer):
    """How high a layer is: the accounts are 0."""
    return len(LAYERS) - 1 - LAYERS.index(layer)


def layer_of_module(module):
    """The layer that a Python module belongs to; None for somebody else's package."""
    path = module.replace(".", "/") + "/"
    return next((layer for layer in LAYERS if path.startswith(layer + "/")), None)


def files(pattern, layers=LAYERS):
    """(layer, path) of our own files that match."""
    return [(layer, path) for layer in layers for path in sorted((PROJECT / layer).rglob(pattern))]


def shown(path):
    return path.relative_to(PROJECT).as_posix()


def templates():
    """(layer, path, source without its comments) of every template."""
    for layer, path in files("*.html"):
        if "templates" in path.parts:
            yield layer, path, COMMENT.sub("", path.read_text())


def is_mail(path):
    """Mail programs understand nothing but inline styles."""
    return "mail" in path.parts


def test_no_model_points_at_a_model_of_a_higher_layer():
    upward = []
    for model in apps.get_models(include_auto_created=True):
        layer = layer_of_module(model.__module__)
        for field in model._meta.get_fields():
            if layer is None or not field.is_relation or field.auto_created or field.related_model is None:
                continue
            target = layer_of_module(field.related_model.__module__)
            if target is not None and height(target) > height(layer):
                upward.append(f"{model._meta.label}.{field.name} points up at {field.related_model._meta.label}")

    assert not upward, "Turn the relation round, or move the model."


def test_no_template_uses_a_template_of_a_higher_layer():
    upward = []
    for layer, path, source in templates():
        for name in TAG.findall(source):
            holders = [place for place in LAYERS if (PROJECT / place / "templates" / name).exists()]
            if name.startswith("wagtailadmin/"):
                continue  # Wagtail's own, of which the site changes a part
            if holders and min(map(height, holders)) > height(layer):
                upward.append(f"{shown(path)} uses {name} of {holders[0]}")

    assert not upward, "Whole pages, which join several apps, belong in pain_site/templates."


def test_no_template_loads_tags_of_a_higher_layer():
    homes = {path.stem: layer for layer, path in files("templatetags/*.py")}
    upward = []
    for layer, path, source in templates():
        for library in chain.from_iterable(loaded.split() for loaded in LOAD.findall(source)):
            if library in homes and height(homes[library]) > height(layer):
                upward.append(f"{shown(path)} loads {library} of {homes[library]}")

    assert not upward, "Move the tag down, or the template up."


def test_no_import_leads_back_to_where_it_stands():
    """Imports inside functions count as well: one that opens a circle hides it."""
    graph = grimp.build_graph("pain_site", "articles", "editorial", exclude_type_checking_imports=True, cache_dir=None)
    circles = [
        f"{module} imports {imported}, which leads back"
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
        if graph.find_shortest_chain(imported, module)
    ]

    assert not circles, "What both need belongs into a module of its own, or what asks for it into the upper one."


def test_every_module_is_named_after_its_subject():
    vague = []
    for path in chain.from_iterable((PROJECT / top).rglob("*.py") for top in ("pain_site", "articles", "editorial")):
        name = path.parent.name if path.stem == "__init__" else path.stem
        if name.removesuffix("s") in VAGUE and shown(path) not in NAMED_BY_DJANGO:
            vague.append(shown(path))

    assert not vague, "Say what it is about: docs/vocabulary.md has the words."


def test_wagtail_hooks_are_a_switchboard():
    long = [shown(path) for _, path in files("wagtail_hooks.py") if len(path.read_text().splitlines()) > 100]

    assert not long, "Only registrations belong there; rules go to rules.py or permissions.py."


INLINE = {
    "a <style> element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an on… attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script without src": re.compile(r"<script\b(?![^>]*\b(?:src|type=.application/(?:ld\+)?json))", re.IGNORECASE),
}


def test_templates_hold_no_inline_style_or_script():
    inline = [
        f"{shown(path)} has {what}"
        for _, path, source in templates()
        for what, pattern in INLINE.items()
        if not is_mail(path) and pattern.search(source)
    ]

    assert not inline, "The content security policy forbids it; use a file in static/."


ELSEWHERE = {
    "*.html": re.compile(
        r"""<(?:link|script|img|iframe|source)\b[^>]*\b(?:src|href|srcset)\s*=\s*["']?(?:https?:)?//"""
    ),
    "*.css": re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//"""),
    "*.js": re.compile(r"""["'`](?:https?:)?//(?!www\.w3\.org/)"""),
}


@pytest.mark.parametrize("pattern", ELSEWHERE)
def test_pages_load_nothing_from_other_hosts(pattern):
    foreign = [
        shown(path) for _, path in files(pattern) if ELSEWHERE[pattern].search(COMMENT.sub("", path.read_text()))
    ]

    assert not foreign, "A reader's visit is nobody else's business: bring the file into static/."


def names_read_from_the_environment():
    """The variables that the settings ask django-environ for, and those that the stack looks up."""
    names = set()
    for path in (PROJECT / "pain_site" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] == "env" and node.args:
                names.update(word for word in _constants(node.args[0]) if word.isupper())
    looked_up = re.compile(r"""(?:environment|environ\w*\(\))(?:\.get\(|\[)["']([A-Z_]+)""")
    for path in (PROJECT / "pain_site" / "stack").rglob("*.py"):
        names.update(looked_up.findall(path.read_text()))
    return names


def _constants(node):
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def test_every_variable_that_is_read_is_in_the_example():
    explained = set(re.findall(r"^#?([A-Z_]+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE))

    read = names_read_from_the_environment()
    unexplained = read - explained

    assert read >= {"SECRET_KEY", "DATABASE_URL", "PORT", "PAIN_SITE_STATE"}
    assert not unexplained, "Explain it in .env.example."


def test_what_the_public_site_does_not_start_without_is_named_at_the_head_of_the_example():
    required = re.search(r"for name in \(([^)]+)\)", (PROJECT / "pain_site/settings/production.py").read_text())[1]
    head = (PROJECT / ".env.example").read_text().partition("# A comment has")[0]

    assert set(re.findall(r"[A-Z_]{8,}", head)) == set(re.findall(r"[A-Z_]+", required))


def test_every_process_and_every_queue_of_run_is_in_the_architecture():
    page = (PROJECT / "docs/architecture/running-it.md").read_text()
    site = (PROJECT / "pain_site/stack/site.py").read_text()
    queues = re.search(r"for queue in \(([^)]+)\)", (PROJECT / "pain_site/settings/tasks.py").read_text())[1]
    names = {*re.findall(r'\bChild\(\s*"([a-z-]+)"', site), *re.findall(r"[a-z]+", queues)}

    assert names >= {"web", "log-worker", "celery"}
    assert not [name for name in names if f"`{name}`" not in page], "Say in docs/architecture/running-it.md what it is."


def test_every_command_is_in_the_operations_manual():
    manual = (PROJECT / "docs/operations/commands.md").read_text()
    commands = [path.stem for _, path in files("management/commands/[!_]*.py")]
    unexplained = [name for name in commands if not re.search(rf"\b{name}\b", manual)]

    assert not unexplained, "Say in docs/operations/commands.md when to run it."


def test_run_connects_as_the_owner_for_what_only_the_owner_may_do():
    manual = (PROJECT / "docs/operations/commands.md").read_text()
    of_the_owner = set(
        re.findall(r"^\| `(\w+)[^|]*` \| [^|]*\bas the owner\b", manual.replace(r"\|", " "), re.MULTILINE)
    )

    assert len(of_the_owner) > 5
    assert of_the_owner <= OWNERS_COMMANDS, "Name it in pain_site/stack/manage.py."


def test_every_publishing_rule_names_a_test_that_exists():
    rows = re.findall(r"^\|.*\| (tests/\S+) \|$", (PROJECT / "docs" / "publishing-rules.md").read_text(), re.MULTILINE)
    missing = []
    for row in rows:
        path, _, name = row.partition("::")
        source = (PROJECT / path).read_text() if (PROJECT / path).exists() else ""
        if not source or f"def {name}" not in source:
            missing.append(row)

    assert len(rows) > 30
    assert not missing, "Name the test that shows the rule."


def test_no_test_lends_what_it_makes_to_another():
    """What several need stands in a module that says so, where somebody looks for it."""
    lent = [
        f"{shown(path)}: {name}"
        for path in sorted((PROJECT / "tests").rglob("*.py"))
        for name in re.findall(r"^from (tests\.\S*\btest_\w+) import", path.read_text(), re.MULTILINE)
    ]

    assert not lent, "Move it to a module named after what it makes."


def test_no_two_tasks_wait_for_the_same_lock_by_chance():
    """Name a lock of PostgreSQL's by what is done alone: hashtext('planning: bundles') or alone(…), in one module."""
    taken = {}
    for _layer, path in files("*.py"):
        source = path.read_text()
        assert not re.search(r"advisory\w*lock(?:_shared)?\(%s\)", source), shown(path)
        names = re.findall(r"advisory\w*\(hashtext\('([^']+)'\)\)|\balone\(\"([^\"]+)\"\)", source)
        for name in {one or other for one, other in names}:
            taken.setdefault(name, []).append(shown(path))

    assert len(taken) >= 4
    assert {name: paths for name, paths in taken.items() if len(paths) > 1} == {}
