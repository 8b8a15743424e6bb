"""Tables of the desk as a whole."""
