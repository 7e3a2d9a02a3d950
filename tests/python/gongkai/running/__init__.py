"""Tests of `gongkai.running`."""
