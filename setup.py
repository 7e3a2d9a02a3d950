"""What `pyproject.toml` cannot say: a wheel carries the project's folders within the package.

In the checkout they stay where dbt and people expect them, at the root.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

_CARRIED = (
    *("models", "seeds", "macros", "analyses", "tests/dbt", "dbt_project.yml", "profiles.yml"),
    *("bi", "requirements-bi.lock"),
)
_ROOT = Path(__file__).resolve().parent


class _BuildWithProject(build_py):
    def run(self) -> None:
        """Build the packages, and lay the project's folders beside them."""
        if not self.editable_mode:  # what an earlier build left would be carried too
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()
        if not self.editable_mode:
            for source, target in self._carried().items():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)

    def get_source_files(self) -> list[str]:
        """Those too that an sdist must hold for a wheel to be made of it."""
        carried = [source.relative_to(_ROOT).as_posix() for source in self._carried()]
        return [*super().get_source_files(), *carried]

    def _carried(self) -> dict[Path, Path]:
        into = Path(self.build_lib) / "gongkai" / "project"
        return {
            path: into / path.relative_to(_ROOT)
            for name in _CARRIED
            for path in ([_ROOT / name] if (_ROOT / name).is_file() else sorted((_ROOT / name).rglob("*")))
            if path.is_file()
            and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(_ROOT).parts)
        }


setup(cmdclass={"build_py": _BuildWithProject})
