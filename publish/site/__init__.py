"""The published mart as pages that any browser opens from a folder: no server, nothing from elsewhere.

`reports.py` says which reports show money and `queries.py` asks for all rows at once, in the order of the
pages; `units.py`, `documents.py` and `overview.py` make of them what a page holds, `charts.py` and
`template.py` what it looks like; `writing.py` writes all of it into a fresh folder that `folder.py` swaps in.
"""
