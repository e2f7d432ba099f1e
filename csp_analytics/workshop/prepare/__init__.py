"""What comes before the room: the agenda, what a room asks, and the sheet for the day."""
