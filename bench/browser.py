"""A page of `gongkai check --html` in a browser: whether anything overflows, and pictures to look at.

Needs Chromium and playwright, which the project does not install:

    apt-get install chromium fonts-noto-cjk && python -m pip install playwright
    python bench/browser.py check.html FOLDER [--chromium /usr/bin/chromium]

At the widths of a phone and of a desk it prints what stands beyond the window and what the page asks for
beyond itself, and writes screenshots; then the page printed to A4. Ends with 1 where anything overflows or
is asked for.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

WIDTHS = (390, 1280)
_TALLEST = 15_000  # pixels of a screenshot; Chromium takes none of much more
_BEYOND = """() => {
  const width = document.documentElement.clientWidth;
  const seen = [...document.querySelectorAll("body *")].filter(one => !one.matches(".zoom"));
  const beyond = seen.filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > width + 1 || box.left < -1);
  });
  const frames = [...document.querySelectorAll(".frame")].filter(one => {
    const box = one.getBoundingClientRect(), picture = one.parentElement.getBoundingClientRect();
    return box.left < picture.left - 1 || box.right > picture.right + 1
      || box.top < picture.top - 1 || box.bottom > picture.bottom + 1;
  });
  const told = one => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`;
  return [...beyond, ...frames].map(told);
}"""


def main() -> int:
    """Look at one page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    api: Any = importlib.import_module("playwright.sync_api")
    is_well = True
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 844})
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(options.page.resolve().as_uri())
            beyond = page.evaluate(_BEYOND)
            outside = [url for url in asked[1:] if not url.startswith("data:")]
            is_well = is_well and not beyond and not outside
            print(f"{width} px: {len(beyond)} beyond the window, {len(outside)} asked for", *beyond, *outside)
            height = min(page.evaluate("document.documentElement.scrollHeight"), _TALLEST)
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=options.folder / f"{width}.png")
        page.pdf(path=options.folder / "a4.pdf", format="A4", prefer_css_page_size=True)
        browser.close()
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
