"""The picture of a dashboard that the README shows: `make pictures`. Of the samples, which are invented."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

from gongkai.cli import main as gongkai
from gongkai.running.home import Home
from tests.bi import superset
from tests.bi.test_dashboards import CHARTS
from tests.chromium import chromium
from tests.python.conftest import SAMPLES

WIDTH, HEIGHT, COLOURS = 1280, 872, 128
"""CSS pixels of what is shown; colours of the palette, which makes it a third of the size."""


def main(file: Path) -> None:
    """Build the samples, open the overview of a year, write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        if gongkai(["run", *map(str, SAMPLES), "--home", str(home.root)]):
            sys.exit("the samples could not be built")
        with superset.running(home.root) as served, chromium() as browser:
            with superset.reader(browser, served, WIDTH) as reader:
                reader.open("year", len(CHARTS["year"]))
                shot = reader.page.tab.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
            served.interrupt()
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS).save(file, optimize=True)
    print(f"{file}: {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
