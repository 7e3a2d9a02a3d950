"""Superset made ready and served: its own tables, one user, our dashboards, two workers.

Importing this imports Superset, which reads its settings then: `bi.__main__` sets where they are.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import g
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication
from superset.app import create_app

if TYPE_CHECKING:
    from flask import Flask

WORKERS, THREADS = 2, 4
"""Charts of a page ask at once; Python of one process answers one at a time."""
TIMEOUT = 120
"""Seconds that an answer may take."""


def prepare(assets: Path, user: str, password: str) -> Flask:
    """Bring Superset's own tables up to date, give the user this password, import the dashboards.

    `assets` is a JSON object of file name → YAML text, as Superset's own export has it.
    """
    logging.disable(logging.WARNING)  # hundreds of lines about its own tables; errors are still told
    app = create_app()
    with app.app_context():
        from superset import appbuilder, db, security_manager
        from superset.commands.importers.v1.assets import ImportAssetsCommand

        upgrade(str(Path(app.root_path) / "migrations"))
        appbuilder.add_permissions(update_perms=True)
        security_manager.sync_role_definitions()
        if known := security_manager.find_user(user):
            security_manager.reset_password(known.id, password)
        else:
            admin = security_manager.find_role("Admin")
            known = security_manager.add_user(user, "gongkai", "", "admin@localhost", admin, password)
        g.user = known
        ImportAssetsCommand(json.loads(assets.read_text(encoding="utf-8"))).run()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()  # a worker must not inherit a connection
    return app


def serve(app: Flask, host: str, port: int, tell: Callable[[], None]) -> None:
    """Answer until Ctrl-C; `tell` is called when it listens."""
    options = {
        "bind": f"{host}:{port}",
        "worker_class": "gthread",
        "workers": WORKERS,
        "threads": THREADS,
        "timeout": TIMEOUT,
        "when_ready": lambda _server: tell(),
        "worker_int": _end_at_once,
        "on_exit": _end_at_once,
        "loglevel": "warning",
    }
    Server(app, options).run()


def _end_at_once(_process: object) -> None:
    """Ctrl-C: nothing is being written.

    A worker would wait for connections that a browser keeps open, Python spend seconds on tidying.
    """
    os._exit(0)


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn over an application that is loaded already."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app, self.options = app, options
        super().__init__()

    def load_config(self) -> None:
        """Take the options and nothing from files or the environment."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, as each worker inherits it."""
        return self.app
