"""What MkDocs asks of the project: its pages that stand outside `docs/`, and links that lead to them.

A link in `docs/` is written as it is right in the project. In the site pages of other folders stand below
`project/`; a link to what is no page (code, a folder) keeps its words and leads nowhere.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

DOCS = "docs"
OUTSIDE = {
    name: "project/" + name.removesuffix("README.md").rstrip("/").removesuffix(".md").lower() + ".md"
    for name in (
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "DECISIONS.md",
        "bench/README.md",
        "models/intermediate/README.md",
        "samples/README.md",
    )
}
"""Page of the project -> its place in the site."""

_FENCE = re.compile(r"^ *(```|~~~).*?^ *\1[^\n]*$", re.MULTILINE | re.DOTALL)
_CODE_OR_LINK = re.compile(r"`+[^`\n]+`+|(!?)\[((?:[^\[\]`]|`[^`\n]*`)*)\]\(([^)\s]+)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages from outside."""
    root = posixpath.dirname(config.config_file_path.replace("\\", "/"))
    for source, place in OUTSIDE.items():
        files.append(File.generated(config, place, abs_src_path=posixpath.join(root, source)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links that are right in the project into links that are right in the site."""
    place = page.file.src_uri
    source = next((source for source, at in OUTSIDE.items() if at == place), f"{DOCS}/{place}")
    held = {file.src_uri for file in files}
    parts, end = [], 0
    for fence in _FENCE.finditer(markdown):
        parts += [_linked(markdown[end : fence.start()], source, place, held), fence[0]]
        end = fence.end()
    return "".join([*parts, _linked(markdown[end:], source, place, held)])


def _linked(text: str, source: str, place: str, held: set[str]) -> str:
    def mended(found: re.Match[str]) -> str:
        if found[3] is None or re.match(r"[a-z]+:|#", found[3]):
            return found[0]
        path, mark, anchor = found[3].partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path)))
        inside = OUTSIDE.get(target) or target.removeprefix(f"{DOCS}/")
        if target not in OUTSIDE and (not target.startswith(f"{DOCS}/") or inside not in held):
            return found[2] if not target.startswith(f"{DOCS}/") else found[0]
        relative = posixpath.relpath(inside, posixpath.dirname(place))
        return f"{found[1]}[{found[2]}]({relative}{mark}{anchor})"

    return _CODE_OR_LINK.sub(mended, text)
