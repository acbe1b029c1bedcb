"""Running a model: the protocol, its client and supervisor, and the child process that computes."""
