"""Tests of pages that are pictures."""
