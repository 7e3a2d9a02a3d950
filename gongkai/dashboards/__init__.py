"""`gongkai bi`: dashboards in Apache Superset over the published mart.

Superset's pins of NumPy and pandas fit nothing else, so it has an environment of its own. What it is to
import is made here; what runs in its environment is the folder `bi/`, which imports nothing of the project.
"""
