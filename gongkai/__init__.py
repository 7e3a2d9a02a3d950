"""公开: from published budget documents to a mart that people query."""

__version__ = "0.3.0"
