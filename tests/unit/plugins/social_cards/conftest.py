"""What the site's cards are drawn with."""

from pathlib import Path

import pytest

from plugins.social_cards.materials import Materials

THEME = Path(__file__).resolve().parents[4] / "theme"


@pytest.fixture(scope="package")
def materials() -> Materials:
    return Materials.of(THEME)


@pytest.fixture(scope="package")
def faces(materials):
    return materials.faces
