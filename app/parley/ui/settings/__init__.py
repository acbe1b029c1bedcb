"""What can be set: of a conversation, in a panel beside it, and of the program, in a dialog."""
