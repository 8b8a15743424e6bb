"""Keeps programs from using the forms, without asking people anything as long as it can."""
