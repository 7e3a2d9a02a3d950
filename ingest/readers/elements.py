"""Elements of HTML, by what a tag of theirs proves in a text that is no page.

A text prints names in the same signs: `<OA>`, `<HR>`, `<TD>` of a system, `<二期>` of a project.
"""

from __future__ import annotations

BREAKS = frozenset({"br", "wbr"})
LAYOUT = frozenset({
    "p", "div", "center", "pre", "blockquote", "address", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
    "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
    "colgroup", "section", "article", "main", "header", "footer", "nav", "aside", "figure",
    "figcaption", "nobr", "sup", "sub", "s", "strike", "del", "ins",
})  # fmt: skip
"""Nobody prints both tags of one of these but to lay a text out."""
EMPHASIS = frozenset({
    "b", "strong", "i", "em", "u", "font", "small", "big", "span", "a", "tt", "code", "mark", "cite",
    "q", "abbr", "acronym", "var", "samp", "kbd", "dfn", "bdo", "bdi", "label", "time", "data", "ruby",
    "rb", "rt", "rp", "output",
})  # fmt: skip
"""Both tags of one of these may stand within a name, as printed."""
OBJECTS = frozenset({
    "script", "style", "noscript", "iframe", "frame", "frameset", "object", "applet", "embed", "img",
    "svg", "math", "canvas", "video", "audio", "picture", "map", "form", "button", "select", "option",
    "optgroup", "textarea", "fieldset", "legend", "details", "summary", "dialog", "template", "slot",
    "html", "head", "body", "title", "meta", "link", "base",
})  # fmt: skip
"""They show something of their own, or nothing: no proof, and markup only where others prove it."""
VOID = BREAKS | frozenset({
    "hr", "input", "img", "col", "area", "base", "link", "meta", "param", "source", "track", "embed",
})  # fmt: skip
"""They have no closing tag."""
OPEN_ENDED = frozenset({
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option",
    "optgroup",
})  # fmt: skip
"""Pages leave their closing tags out; in capitals (`<TD>`) one alone may be a name, but for `<P>`."""
PARAGRAPHS = frozenset({"p", "li"})
"""Proof in small letters, even unclosed: `甲<p>乙`."""
OFFICE = frozenset({"o", "w", "v", "m", "x", "st1"})
"""What stands before the colon in elements that Word and Excel write into pages: `<o:p>`."""
KNOWN = LAYOUT | EMPHASIS | OBJECTS | VOID


def is_known(name: str) -> bool:
    """True for an element of HTML, or of what Office adds to it."""
    return name in KNOWN or (":" in name and name.partition(":")[0] in OFFICE)


def lays_out(name: str) -> bool:
    """True for an element whose two tags are proof that a text holds markup."""
    return name in LAYOUT or (":" in name and is_known(name))
