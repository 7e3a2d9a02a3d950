"""The sample documents: four invented budgets in the four formats that bureaus publish.

Every bureau, project and figure here is invented; only the counties and the official codes exist.
Totals are computed, so that everything adds up, except one total that is wrong on purpose (README.md).
"""
