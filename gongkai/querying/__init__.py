"""`gongkai sql`: questions of a person's own, asked of the published mart and of nothing else.

A session opens the file read-only and closes everything but it; what it finds is printed as text, CSV
or JSON.
"""
