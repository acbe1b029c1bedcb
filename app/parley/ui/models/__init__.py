"""The Models window: finding models, those that are here, and the machine they run on."""
