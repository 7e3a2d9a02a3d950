"""Where the project lies that these packages belong to: its seeds, models, macros and analyses.

In a checkout they stand beside the packages. A wheel carries them in a folder within one, which may be
read-only: nothing is written there.
"""

from __future__ import annotations

from pathlib import Path

PACKAGES = Path(__file__).resolve().parents[1]
"""The folder of the packages themselves."""

_CARRIED = PACKAGES / "gongkai" / "project"

IS_INSTALLED = _CARRIED.is_dir()
"""Whether this was installed from a wheel."""

PROJECT = _CARRIED if IS_INSTALLED else PACKAGES
"""The folder with `dbt_project.yml`."""
