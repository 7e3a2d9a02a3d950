"""Tests of the readers of Office files."""
