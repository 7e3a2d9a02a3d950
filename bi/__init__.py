"""Dashboards in Apache Superset over the published mart: `make bi`."""
