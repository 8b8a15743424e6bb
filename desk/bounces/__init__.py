"""What comes back: mail that could not be delivered, complaints, and mails that ask to leave. Everything else is left alone."""
