"""Tests of the dashboards that need no Superset."""
