"""What happens while the site is live: followers confirm, change their minds and leave, and get their mail. The site builds and reads without it."""
