"""Tests of the project as a whole: real documents, samples, what it says about itself, how it is built."""
