"""The dashboards in a real browser: Superset of `.venv-bi` serves, Chromium looks, Playwright of `.venv` drives.

Run by `make test-bi`, which `.ci/bi` calls.
"""
