"""The routes beside the dashboard: who asks for what, and what is refused before anything is looked at."""
