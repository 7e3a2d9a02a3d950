"""`gongkai bi`: what it takes, and how Superset is started."""

from __future__ import annotations

import argparse
import json
import os
import sys

from gongkai.dashboards import assets
from gongkai.dashboards.environment import prepared
from gongkai.running.home import PROJECT, Home, reading_mart


def dashboards(options: argparse.Namespace, home: Home) -> None:
    """Serve the dashboards until Ctrl-C: Superset takes the place of this process. Raises `Stopped`."""
    if options.install:
        prepared(home, options.environment)
        return
    with reading_mart(home):
        pass  # says what to do where nothing is published
    python = prepared(home, options.environment)
    kept = home.bi_dir.resolve()
    kept.mkdir(exist_ok=True)
    kept.chmod(0o700)
    mart = home.mart_file.resolve()
    bundle = assets.bundle(assets.definition(), assets.dictionary(mart), mart)
    file = kept / "assets.json"
    file.write_text(json.dumps(bundle, ensure_ascii=False), encoding="utf-8")
    sys.stdout.flush()
    os.chdir(PROJECT)  # where the package `bi` lies
    # nothing is written where this is installed, and packages of ours are not those of Superset
    own = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    os.execve(python, [str(python), "-B", "-m", "bi", str(file), str(kept), str(options.port)], own)
