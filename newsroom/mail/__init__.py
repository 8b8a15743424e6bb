"""Mails: made from the theme’s templates, and checked before anybody gets one."""
