"""What became of a build: what it was made from, what dbt did, and what failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.batch.failures import Failure
from gongkai.errors import Stopped


@dataclass(frozen=True, slots=True)
class Built:
    """One successful build: what it was made from (SHA-256, hex) and when (ISO 8601, UTC)."""

    fingerprint: str
    built_at: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a build had to do: documents, and models and tests that need all of them."""

    documents: int
    nodes: int


@dataclass(frozen=True, slots=True)
class Published:
    """Whether the mart is a new one, and how many parquet files are; None where none are kept.

    `postgresql` is the address, without a password, where it is published as well.
    """

    is_new: bool
    parquet_files: int | None = None
    postgresql: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one dbt command did, or several. `failures` is empty exactly when they succeeded."""

    failures: tuple[Failure, ...]
    nodes: int = 0

    def followed_by(self, other: Outcome) -> Outcome:
        """What both did together."""
        return Outcome(self.failures + other.failures, self.nodes + other.nodes)


class BuildFailed(Stopped):
    """The build failed; the last published mart stands as it was."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__(
            f"构建失败（{len(failures)} 处），已发布的数据集市保持不变",
            f"the build failed ({len(failures)} nodes); the published mart stands as it was",
        )
        self.failures = tuple(failures)
