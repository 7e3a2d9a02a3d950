"""Completion: the shells themselves say what they would complete."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from gongkai.arguments import SHELLS
from gongkai.completion import completion

_ASK_BASH = """
source "$1"
COMP_WORDS=(gongkai {words}) COMP_CWORD={last}
_shtab_gongkai 2>/dev/null
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def _bash(tmp_path: Path, *words: str) -> set[str]:
    script = tmp_path / "gongkai.bash"
    script.write_text(completion("bash"), encoding="utf-8")
    typed = " ".join(f"'{word}'" for word in words)
    asked = _ASK_BASH.format(words=typed, last=len(words))
    done = subprocess.run(
        ["bash", "-c", asked, "bash", str(script)],
        capture_output=True, text=True, encoding="utf-8", check=True, cwd=tmp_path,
    )  # fmt: skip
    return set(done.stdout.split("\n")) - {""}


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_bash_completes_commands_options_questions_and_files(tmp_path: Path) -> None:
    (tmp_path / "budget.pdf").touch()
    assert {"status", "sql", "seeds"} <= _bash(tmp_path, "s")
    assert {"--home", "--json"} <= _bash(tmp_path, "status", "--")
    assert "totals_not_adding_up" in _bash(tmp_path, "ask", "tot")
    assert "budget.pdf" in _bash(tmp_path, "run", "bud")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_can_read_its_script(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    script = tmp_path / "script"
    script.write_text(completion(shell), encoding="utf-8")
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
