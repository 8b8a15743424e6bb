"""What the site is, for the build, the desk and the commands alike: feeds, digests, mails, images, addresses, and the files they exchange.

Knows neither Pelican nor Django nor Invoke. Any room may import it; it imports none."""
