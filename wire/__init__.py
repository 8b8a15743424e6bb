"""The formats that the build and the desk both read or write. Standard library, Jinja2, nh3 and css-inline only."""
