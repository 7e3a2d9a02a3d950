"""Batches of documents: the document models in memory, with the SQL that dbt compiled, in any process."""
