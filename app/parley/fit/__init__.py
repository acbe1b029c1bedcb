"""Whether a model runs on a machine, how well, at which quantisation, with which settings."""
