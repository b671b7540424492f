"""One Chromium for all browser tests: without a window, without a network."""

import pytest

from macros import browser


@pytest.fixture(scope="session")
def chromium():
    """The browser itself, for tests that need their own pages or settings."""
    with browser.chromium() as started:
        yield started


@pytest.fixture
def blank(chromium):
    """An empty page, closed after the test; anything it asks the network for fails."""
    page = chromium.new_page(offline=True)
    yield page
    page.close()
