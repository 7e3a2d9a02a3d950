"""The published mart once more in a PostgreSQL database, for many readers at once.

`address` reads what a person gives, `keys` what the models declare and the rows keep, `shape` turns tables
into statements, `swap` puts a fresh schema in the place of the one before, `trouble` says what went wrong.
"""
