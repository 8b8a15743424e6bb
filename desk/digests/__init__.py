"""What followers get: the posts that are new since their last mail, in one mail a period."""
