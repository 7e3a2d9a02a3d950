"""Text whose columns are made by blanks: where each word stands in its line proves its column.

Knows which wordings head columns (`ingest.wordings`) and where words stand; may not know what any of them
means. What it cannot prove is left to the reader of text layers.
"""
