"""Documents by chance: any HTML made of words, numbers, powers, lists and tables."""

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "Take",
        "5 mg",
        "5*10*3 cm",
        "2. ml",
        "- 3 ml",
        "+4 °C",
        "#2",
        "a_4_b",
        "7 | 8 g",
        "<3> 4 ml",
        "0.5 ml",
        "1,000 IU",
        "twice",
        "10",
        "m",
        "37 °C",
        "< 2",
        "&",
        "x",
        "1/2",
    ]
)
INLINE = st.recursive(
    WORDS.map(lambda word: word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inner: st.tuples(st.sampled_from(["sup", "sub", "b", "i", "span", "font"]), inner).map(
        lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
    ),
    max_leaves=3,
)
LINE = st.lists(INLINE, min_size=1, max_size=4).map(" ".join)
TAGS_OF_BLOCKS = st.sampled_from(["p", "div", "h2", "h3", "li", "blockquote"])


def in_list(items):
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def in_table(cells):
    return "<table>" + "".join(f"<tr><td>{cell}</td><td>{cell}</td></tr>" for cell in cells) + "</table>"


BLOCK = st.recursive(
    st.tuples(TAGS_OF_BLOCKS, LINE).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(in_list),
        st.lists(LINE, min_size=2, max_size=3).map(in_table),
        inner.map(lambda block: f"<div>{block}</div>"),
    ),
    max_leaves=5,
)

HTML = st.lists(BLOCK, min_size=1, max_size=4).map("".join)
