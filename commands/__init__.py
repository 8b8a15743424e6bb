"""What the words of `tasks.py` do: one module or package a command, run by hand, by cron or by CI.

Nothing else in the project imports this room, and it only shells out to Pelican.
"""
