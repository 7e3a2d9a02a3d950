"""Tests of the reader of columns made by blanks."""
