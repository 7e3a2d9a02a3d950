"""Pages that are pictures: straightened, ruled, cut into lines of text, recognised line by line.

Knows pixels; `recogniser` alone knows the extra `gongkai[ocr]`. May not know the glyphs and paths of a page.
"""
