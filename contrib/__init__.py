"""What belongs to this site and not to the generator: the workshop that drew its pictures."""
