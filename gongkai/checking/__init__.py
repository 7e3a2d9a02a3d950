"""`gongkai check`: what is wrong in documents, where it is printed, what is proved and what cannot be.

Reads the build file by what is published and by what the documents print; may not judge anything itself.
"""
