"""One module per source format; every reader returns the same model (`ingest.model`)."""
