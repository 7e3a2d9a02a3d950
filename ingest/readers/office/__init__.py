"""Office files: packages opened within bounds, workbooks (.xlsx, .xls) and Word documents (.docx).

Knows cells, merged ranges and what a file states about itself; may not trust any of it, nor know a wording.
"""
