"""A feed of posts, and the same as JSON Feed."""
