"""Tests of `gongkai.checking`."""
