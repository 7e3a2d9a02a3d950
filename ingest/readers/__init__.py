"""From bytes or text to a reading (`ingest.model`): a module or a room per source format.

`html` and `plain` are modules; `textlayer`, `pdf` and `office` are rooms, each entered by its `reader` or,
in `office`, by `word` and `workbook`. A reader knows one format; it may not know the warehouse, nor what a
budget is.
"""
