"""Tests of the text-layer reader."""
