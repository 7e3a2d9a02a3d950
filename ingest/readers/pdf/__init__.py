"""PDFs: glyphs and rules as PDFium gives them, set into lines and cells, page after page.

Knows geometry only, in points from the top left corner of a page as it is shown; may not know a wording.
`pdfium` alone calls C functions by their addresses; pages that are pictures are read in `picture`.
"""
