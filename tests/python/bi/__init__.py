"""Tests of `bi` that need no Superset."""
