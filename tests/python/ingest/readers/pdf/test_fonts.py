"""Text whose font is not in the file: read the same on a host without fonts, refused without our own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.model import UnreadableDocument
from ingest.readers.pdf import fonts
from tests.fixtures import PDF

SAMPLE = PDF / "01_merged_header.pdf"
READ = """
import sys
from pathlib import Path
from ingest.read import read_bytes
for line in read_bytes(Path(sys.argv[1]).read_bytes()).lines:
    print(line.text)
"""
FOLDERS = [
    folder
    for folder in ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts/Type1")
    if Path(folder).is_dir()
]


def _read(*before: str) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-c", READ, str(SAMPLE)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_without_our_font_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages would lose their Chinese text, or part of it, and nobody would be told."""
    monkeypatch.setattr(fonts, "_PACKAGE", "no_such_package")
    with pytest.raises(UnreadableDocument) as caught:
        fonts.font_folder()
    assert "font" in caught.value.doubt.reason
    assert "pip install" in caught.value.doubt.remedy


def test_a_package_without_a_font_is_refused_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "files", lambda _: tmp_path)
    with pytest.raises(UnreadableDocument):
        fonts.font_folder()


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare to hide the fonts of the host")
def test_a_host_without_fonts_reads_the_same() -> None:
    hide = "; ".join(f"mount -t tmpfs none {folder} || exit 77" for folder in FOLDERS)
    bare = _read("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'{hide}; exec "$@"', "sh")
    if bare.returncode in (1, 77) and not bare.stdout:
        pytest.skip("this host lets nobody hide its fonts")
    assert bare.returncode == 0, bare.stderr
    assert bare.stdout == _read().stdout
    assert "科目" in bare.stdout
