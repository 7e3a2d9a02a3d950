"""Tests of the models that need more than dbt: real lists, other engines, whole worklists."""
