"""Why a site is not written."""

from __future__ import annotations

from publish.mart import PublishError


class SiteError(PublishError):
    """A site that cannot be written there, in both languages; what stood there stays."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh, self.en = zh, en
