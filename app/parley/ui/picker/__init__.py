"""The model picker: a button that names the model, the list it opens, and what choosing does."""
