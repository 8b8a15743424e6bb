"""Renders mails from the theme's templates, and checks them before they are sent."""
