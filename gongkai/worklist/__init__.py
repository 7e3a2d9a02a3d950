"""What no seed maps: written out for a reviewer, checked when it comes back, appended to the seeds.

Knows the seeds and the published worklist; may not know the build file or its models.
"""
