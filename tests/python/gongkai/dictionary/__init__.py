"""Tests of the data dictionary."""
