"""How the site is built: one package a feature, each a Pelican plugin that never imports a sibling."""
