"""Write the sample documents: four invented budgets in the four formats that bureaus publish.

python -m samples.make_samples [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from samples.make_samples.documents import documents


def main() -> None:
    """Write all samples into the folder given, or into `samples/`."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in documents().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
