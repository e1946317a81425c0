"""Texts made at random of what troubles programs most, and of plain words."""

from hypothesis import strategies as st

TROUBLE = st.sampled_from(
    [
        *(
            "\x00",
            "\x07",
            "\x0b",
            "\x0c",
            "\x1c",
            "\x1f",
            "\x7f",
            "\x85",
            "\x96",
            "\u00ad",
            "\u200b",
            "\u200c",
            "\u200d",
        ),
        *("\u200e", "\u200f", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\ufffc", "\uffff", "\U0001fffe"),
        *(
            "ﬁ",
            "ǅ",
            "ß",
            "ẞ",
            "İ",
            "ı",
            "ς",
            "Å",
            "µ",
            "μ",
            "１",
            "ｍ",
            "⁶",
            "½",
            "₂",
            "‑",
            "–",
            "−",
            "“",
            "″",
            "…",
            "㎎",
        ),
        *(
            "\u0301",
            "\u0308",
            "\u0345",
            "é",
            "e\u0301",
            "한",
            "क्\u200dष",
            "👩\u200d⚕️",
            "می\u200cخواهم",
            "\n",
            " ",
            "\u00a0",
        ),
    ]
)
LETTERS = st.characters(exclude_categories=["Cs", "Cn", "Co"], max_codepoint=0x3FFFF)
TEXTS = st.lists(TROUBLE | LETTERS | st.sampled_from(["5 mg", "ten", "Fine"]), max_size=12).map("".join)
