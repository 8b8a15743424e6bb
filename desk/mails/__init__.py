"""Mails on their way: written in the same transaction as what they are about, sent one by one, each with its own failure."""
