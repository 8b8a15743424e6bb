"""For the admin’s pages."""
