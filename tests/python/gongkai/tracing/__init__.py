"""Tests of `gongkai.tracing`."""
