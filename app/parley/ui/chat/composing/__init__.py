"""The parts of the composer: the box, attachments, the list of commands, and what they do."""
