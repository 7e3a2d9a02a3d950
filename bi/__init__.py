"""Dashboards in Apache Superset, and what serves them in Superset's own environment: `gongkai bi`."""
