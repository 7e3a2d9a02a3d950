"""Office files: packages opened within bounds, workbooks, Word documents, and their forms as one XML file.

Knows cells, merged ranges, looks and what a file states about itself; may not trust any of it, nor know a
wording.
"""
