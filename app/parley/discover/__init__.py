"""Finding a model: what there is, what it would be like here, and which one to take."""
