"""The windows: Qt only, no decisions."""
