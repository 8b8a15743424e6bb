"""Feeds of posts, and their JSON Feed form."""
