"""From a number of the mart back to the place in the document where it is printed.

Reads the private build file and the published mart; may not change either, nor run dbt.
"""
