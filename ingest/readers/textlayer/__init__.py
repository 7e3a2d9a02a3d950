"""The text layer of a PDF, and any text in lines: tables and forms whose columns were lost, rebuilt.

Knows which wordings head columns or open fields, and which are the sum of which (`ingest.wordings`); may
not know what any of them means, nor where on a page they stood.
"""
