"""A sheet to draw on, and what is drawn: boxes, words, arrows. Comes out as SVG that is legible in light and in dark.

Text stays text, so that it can be searched, read aloud and translated. How wide a word will be is only guessed, with
some room to spare.
"""

from dataclasses import dataclass, field
from html import escape

STYLE = """
    text { font-family: system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; fill: #17272b; font-size: 14px }
    .name { font-weight: 600; font-size: 15px }
    .heading { font-weight: 600; font-size: 17px }
    .quiet { fill: #4a5d62 }
    .small { font-size: 12.5px }
    .accent { fill: #0a6161; font-weight: 600 }
    .refused { fill: #a1341c; font-weight: 600 }
    .paper { fill: #fcfbf8 }
    .zone { fill: #f1f0ea }
    .box { fill: #ffffff; stroke: #8b9da1; stroke-width: 1.2 }
    .box-strong { fill: #e0f0ee; stroke: #0a6161; stroke-width: 1.6 }
    .box-free { fill: none; stroke: #8b9da1; stroke-width: 1.2; stroke-dasharray: 5 4 }
    .head { fill: #e0f0ee }
    .line { fill: none; stroke: #5d7276; stroke-width: 1.5 }
    .line-strong { fill: none; stroke: #0a6161; stroke-width: 2 }
    .line-loose { fill: none; stroke: #5d7276; stroke-width: 1.5; stroke-dasharray: 3 3 }
    .line-refused { fill: none; stroke: #a1341c; stroke-width: 2; stroke-dasharray: 7 5 }
    .tip { fill: #5d7276 }
    .tip-strong { fill: #0a6161 }
    .tip-refused { fill: #a1341c }
    @media (prefers-color-scheme: dark) {
      text { fill: #e8efef }
      .quiet { fill: #b3c2c4 }
      .accent { fill: #7fd6cf }
      .refused { fill: #ffa892 }
      .paper { fill: #131c1e }
      .zone { fill: #1a2628 }
      .box { fill: #223134; stroke: #6f8488 }
      .box-strong, .head { fill: #17413f }
      .box-strong { stroke: #7fd6cf }
      .box-free { stroke: #6f8488 }
      .line, .line-loose { stroke: #9db0b3 }
      .line-strong { stroke: #7fd6cf }
      .line-refused { stroke: #ffa892 }
      .tip { fill: #9db0b3 }
      .tip-strong { fill: #7fd6cf }
      .tip-refused { fill: #ffa892 }
    }
"""
#: How wide a letter is, on average, in parts of its size.
LETTER = 0.57


@dataclass
class Sheet:
    """One picture. `title` names it, `description` tells whoever cannot see it what it shows."""

    width: int
    height: int
    title: str
    description: str
    parts: list = field(default_factory=list)

    def add(self, part):
        self.parts.append(part)

    def rect(self, x, y, width, height, style="box", radius=6):
        self.add(f'<rect class="{style}" x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"/>')

    def text(self, x, y, words, style="", anchor="start"):
        self.add(f'<text class="{style}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>')

    def lines(self, x, y, lines, style="quiet small", leading=17):
        for number, line in enumerate(lines):
            self.text(x, y + number * leading, line, style)

    def arrow(self, points, style="line", label="", at=(0, 0)):
        """Along the points, with a tip at the last one."""
        self.add(f'<path class="{style}" d="M{" L".join(f"{x} {y}" for x, y in points)}"/>')
        self.tip(points[-2], points[-1], style)
        if label:
            self.text(*at, label, "quiet small", "middle")

    def curve(self, start, end, bend, style="line"):
        """From the side of one box to the side of another; `bend` is how far it swings out, with its direction."""
        (x1, y1), (x2, y2) = start, end
        self.add(f'<path class="{style}" d="M{x1} {y1} C{x1 + bend[0]} {y1} {x2 + bend[1]} {y2} {x2} {y2}"/>')
        self.tip((x2 + bend[1], y2), end, style)

    def tip(self, before, end, style):
        """An arrowhead, for lines that run along the axes."""
        (x1, y1), (x, y) = before, end
        dx, dy = (x > x1) - (x < x1), (y > y1) - (y < y1)
        back_x, back_y = x - 9 * dx, y - 9 * dy
        corners = f"{x},{y} {back_x + 4.5 * dy},{back_y + 4.5 * dx} {back_x - 4.5 * dy},{back_y - 4.5 * dx}"
        self.add(f'<polygon class="{style.replace("line", "tip").replace("-loose", "")}" points="{corners}"/>')

    def svg(self):
        body = "\n".join(f"  {part}" for part in self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" role="img"'
            f' aria-labelledby="title description">\n'
            f'  <title id="title">{escape(self.title)}</title>\n'
            f'  <desc id="description">{escape(self.description)}</desc>\n'
            f"  <style>{STYLE}  </style>\n"
            f'  <rect class="paper" width="{self.width}" height="{self.height}" rx="10"/>\n{body}\n</svg>\n'
        )


def wrapped(words, width, size=12.5):
    """The words in lines that are no wider."""
    lines, most = [], int(width / (LETTER * size))
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
