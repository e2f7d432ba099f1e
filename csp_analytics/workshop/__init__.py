"""The live workshop: rooms in which partners rate together on phones, with a wall page and a facilitator.

``prepare`` draws up what a room asks; ``session`` says what a room is and may do, and knows no server; ``live`` keeps
the rooms of this process and writes every change down before it is acknowledged; ``screens`` are the plain HTML pages
of phones, wall and controls; ``web`` puts them beside the dashboard.
"""
