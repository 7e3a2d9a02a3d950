"""Tests of `gongkai.worklist`."""
