"""The layers, highest first, with the rooms inside. The import rules of pyproject.toml are compared with it."""

import re
import tomllib
from pathlib import Path

from .drawing import Sheet, wrapped

PROJECT = Path(__file__).resolve().parent.parent.parent
#: Layers from the top; beside each other stand those that do not know each other. Of each: what it is for, and its
#: rooms, from those that import to those that are imported.
LAYERS = [
    [("pain_site", "The assembled site: settings, addresses, whole pages, the demo, ./run", [])],
    [
        (
            "editorial.feedback",
            "What readers send, and what the desk does with it",
            [["capture", "figures"], ["corrections"], ["triage"], ["reports"]],
        ),
        (
            "editorial.syndication",
            "Who shows our texts elsewhere, and what is recalled",
            [["telling"], ["recalls"], ["copies"]],
        ),
    ],
    [
        ("editorial.upkeep", "What has gone stale: sources, links, the nightly audit", []),
        ("editorial.exchange", "From and to other systems", []),
    ],
    [("editorial.planning", "Who does what by when", [])],
    [
        (
            "editorial.review",
            "Who may sign, and how an edition comes about",
            [["screens"], ["evidence"], ["publishing", "authority"], ["signing"]],
        )
    ],
    [("editorial.letters", "Who is told of what, once", [])],
    [
        (
            "articles",
            "What readers read",
            [["pages", "audit"], ["writing", "reading"], ["references"], ["log"], ["record"], ["characters", "stores"]],
        )
    ],
    [("editorial.accounts", "People's accounts, log-in, second factors", [])],
]
FOUNDATION = {"characters", "stores", "reports", "copies"}
WIDTH, LEFT, GAP = 1076, 76, 14
ROOM_WIDTH, ROOM_HEIGHT, ROOM_GAP = 88, 32, 24
#: What is said of a layer takes so much where its rooms stand beside it, or below.
TEXT_WIDTH, TEXT_HEIGHT = 312, 52


def layers():
    heights = [band_height(band) for band in LAYERS]
    sheet = Sheet(
        WIDTH,
        24 + sum(heights) + GAP * (len(LAYERS) - 1) + 52,
        "The layers",
        "From the top: "
        + "; ".join(" beside ".join(f"{name} ({purpose})" for name, purpose, _ in band) for band in LAYERS)
        + ". Each may import those below it and none above.",
    )
    y = 24
    for band, height in zip(LAYERS, heights, strict=True):
        width = layer_width(band)
        for number, layer in enumerate(band):
            draw_layer(sheet, LEFT + number * (width + GAP), y, width, height, *layer)
        y += height + GAP
    sheet.arrow([(40, 30), (40, y - GAP - 4)], "line-strong")
    sheet.add(
        f'<text class="accent" text-anchor="middle" transform="translate(30 {y / 2:.0f}) rotate(-90)">'
        "imports point down</text>"
    )
    sheet.text(LEFT, y + 18, "Inside a layer, imports point to the right.", "quiet")
    return sheet


def layer_width(band):
    return (WIDTH - LEFT - 24 - GAP * (len(band) - 1)) / len(band)


def band_height(band):
    if not any(rooms for _, _, rooms in band):
        return 62
    stacked = max(len(stack) for _, _, rooms in band for stack in rooms)
    above = 0 if all(has_rooms_beside(layer_width(band), rooms) for _, _, rooms in band) else TEXT_HEIGHT - 22
    return above + 40 + stacked * (ROOM_HEIGHT + 8)


def has_rooms_beside(width, rooms):
    """Whether they fit beside what the layer is for; else they stand below it."""
    return TEXT_WIDTH + len(rooms) * (ROOM_WIDTH + ROOM_GAP) - ROOM_GAP < width


def draw_layer(sheet, x, y, width, height, name, purpose, rooms):
    sheet.rect(x, y, width, height, "zone")
    sheet.text(x + 16, y + 26, name, "name")
    beside = has_rooms_beside(width, rooms)
    sheet.lines(x + 16, y + 46, wrapped(purpose, TEXT_WIDTH - 48 if rooms and beside else width - 32))
    room_left = x + (TEXT_WIDTH if beside else 16)
    room_top, room_height = (y, height) if beside else (y + TEXT_HEIGHT, height - TEXT_HEIGHT)
    centre = room_top + room_height / 2
    for column, stack in enumerate(rooms):
        left = room_left + column * (ROOM_WIDTH + ROOM_GAP)
        top = centre - (len(stack) * (ROOM_HEIGHT + 8) - 8) / 2
        for row, room in enumerate(stack):
            middle = top + row * (ROOM_HEIGHT + 8) + ROOM_HEIGHT / 2
            sheet.rect(
                left,
                middle - ROOM_HEIGHT / 2,
                ROOM_WIDTH,
                ROOM_HEIGHT,
                "box-strong" if room in FOUNDATION else "box",
            )
            sheet.text(left + ROOM_WIDTH / 2, middle + 5, room, "", "middle")
        if column:
            sheet.arrow([(left - ROOM_GAP + 2, centre), (left - 4, centre)])


def differences():
    """Where the picture and the import rules of pyproject.toml say different things, each as a sentence.

    Of an app that is drawn without its rooms nothing inside is compared.
    """
    drawn = {name: place for place, band in enumerate(LAYERS) for name, _, _ in band}
    opened = {"", *(name for band in LAYERS for name, _, rooms in band if rooms)}
    for band in LAYERS:
        for name, _, rooms in band:
            drawn |= {f"{name}.{room}": place for place, stack in enumerate(rooms) for room in stack}
    for contract in rules():
        for container in opened & set(contract.get("containers", [""])):
            places = []
            for layer in contract["layers"]:
                parts = [part.strip("() ") for part in re.split(r"[|:]", layer)]  # brackets: to come
                names = [f"{container}.{part}".strip(".") for part in parts]
                yield from (f"{name} is a layer and not in the picture." for name in names if name not in drawn)
                places.append([drawn[name] for name in names if name in drawn])
            known = [place for place in places if place]
            for higher, lower in zip(known, known[1:], strict=False):
                if max(higher) >= min(lower):
                    yield f"The order of “{contract['name']}” is not that of the picture."


def rules():
    configuration = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return [rule for rule in configuration["tool"]["importlinter"]["contracts"] if rule["type"] == "layers"]
