"""Following by e-mail: asking, confirming, changing one’s mind, leaving, being forgotten."""
