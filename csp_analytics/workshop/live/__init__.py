"""The rooms of this process: made, found, changed one event at a time and written down at once."""
