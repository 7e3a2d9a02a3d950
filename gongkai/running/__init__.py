"""A warehouse at work: its home, loading, building with dbt, and what a person is told of it.

Knows documents as files and models as nodes; may not know what stands in them.
"""
