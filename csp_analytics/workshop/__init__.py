"""The live workshop: rooms in which partners rate together on phones, with a wall page and a facilitator.

What a room is and may do stands in ``room.py`` and knows no server; ``rooms.py`` keeps the rooms of this process and
writes every change down before it is acknowledged; ``routes.py`` puts them beside the dashboard as plain HTML.
"""
