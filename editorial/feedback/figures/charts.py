"""Small charts: where their bars stand. The words and numbers beside them are in the templates."""

#: Of the drawing, in its own units.
WIDTH, HEIGHT = 240, 40
GAP = 2


def columns(values, marks=(), tallest=None):
    """A column for each value, None leaving a gap, and a mark over it; as high as `tallest` at most."""
    values, marks = list(values), list(marks)
    tallest = tallest or max((number for number in [*values, *marks] if number), default=0) or 1
    step = WIDTH / max(len(values), 1)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "columns": [_column(place * step, step, value, tallest) for place, value in enumerate(values) if value],
        "marks": [_column(place * step, step, mark, tallest) for place, mark in enumerate(marks) if mark],
    }


def _column(left, step, value, tallest):
    height = max(HEIGHT * min(value / tallest, 1), 1)
    return {
        "x": f"{left + GAP / 2:.1f}",
        "y": f"{HEIGHT - height:.1f}",
        "width": f"{step - GAP:.1f}",
        "height": f"{height:.1f}",
    }


def bar(share):
    """A bar for a share between 0 and 1, beside what is missing to the whole."""
    return {"width": 100, "height": 10, "length": f"{100 * share:.1f}"}
