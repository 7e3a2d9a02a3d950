"""A warehouse at work: its home, loading, building with dbt, and what a person is told of it.

Knows which files and commands there are; may not know what a cell, a code or a page is.
"""
