"""The dashboards in a real browser: Superset of `.venv-bi` serves, Playwright of `.venv` drives Chromium.

Run by `make test-bi`, which `.ci/bi` calls.
"""
