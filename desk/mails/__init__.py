"""The outbox: mails are stored in the transaction of what they are about, and sent one by one; a failure concerns one mail."""
