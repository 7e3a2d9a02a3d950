"""Tables and questions of the published mart as files that a person opens, narrowed where asked to."""
