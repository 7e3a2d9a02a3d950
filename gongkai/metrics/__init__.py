"""`gongkai metrics`: measures by name, as `models/marts/` declares them beside the tables they are made of.

MetricFlow turns a question into SQL; what runs it is a session on the published file.
"""
