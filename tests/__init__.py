"""Tests of Python, and of the models by dbt; a package, so that tests of one name in two rooms stay apart."""
