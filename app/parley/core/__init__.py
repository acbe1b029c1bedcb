"""What every other part stands on: paths, settings, secrets, database, errors, logging, network."""
