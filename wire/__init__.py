"""The formats that the build and the desk both read or write. Standard library, Jinja2, nh3, lxml and css-inline only."""
