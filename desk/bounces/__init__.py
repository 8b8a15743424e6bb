"""Incoming mail and webhooks: bounces, complaints, requests to unsubscribe, and replies from people."""
