"""The names of the Chromium that the system installed, and the options it is started with."""

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Nothing of the browser’s own may reach for the network, and none of it shows in a test.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
