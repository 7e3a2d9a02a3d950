"""The data dictionary: what the mart holds, as a page in both languages."""
