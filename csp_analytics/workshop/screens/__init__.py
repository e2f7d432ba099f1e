"""What phones, the wall and the facilitator's laptop show, as plain HTML made from a room."""
