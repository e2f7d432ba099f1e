"""What a room is and may do, and what stays of it: knows no server, no database and no page."""
