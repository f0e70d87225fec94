"""The documentation in a real browser: it works, and nothing is fetched from another host."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.shared.web.conftest import Serving

CHROMIUM = shutil.which("chromium")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return the browser of the system."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield opened
        opened.close()


class Visit:
    """A page, the hosts that it fetched from, and what it complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))


def test_the_documentation_works_without_another_host(serving: Serving, browser: Browser) -> None:
    visit = Visit(browser.new_page())

    visit.page.goto(f"{serving.client.base_url}/docs")
    visit.page.get_by_text("Write a note.").first.click()
    visit.page.get_by_text("Idempotency-Key").first.wait_for()
    title = visit.page.title()
    visit.page.close()

    assert title == "样例 Sample"
    assert visit.hosts == {serving.client.base_url.netloc.decode()}
    assert visit.complaints == []


def test_a_problem_page_leads_to_all_others(serving: Serving, browser: Browser) -> None:
    visit = Visit(browser.new_page())

    visit.page.goto(f"{serving.client.base_url}/problems/PARTY-QUORUM")
    visit.page.get_by_text("全部问题代码").click()
    visit.page.get_by_text("IF-MATCH-REQUIRED").click()
    heading = visit.page.get_by_role("heading", level=1).text_content()
    visit.page.close()

    assert heading == "IF-MATCH-REQUIRED"
    assert visit.hosts == {serving.client.base_url.netloc.decode()}
    assert visit.complaints == []
