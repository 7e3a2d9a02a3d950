"""Tests of the Python packages, room by room; of the models that dbt builds; and of the whole."""
