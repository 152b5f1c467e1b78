"""Somebody without a mouse."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

# Whatever moves into view, or out of it, has arrived when it is looked at.
WHERE_THE_FOCUS_IS = """async () => {
    const here = document.activeElement, style = getComputedStyle(here);
    await Promise.allSettled(document.getAnimations().map(moving => moving.finished));
    const whole = here.getClientRects()[0] || here.getBoundingClientRect();
    // A browser brings the line one writes on into view, not all of a large field.
    const line = here.tagName === "TEXTAREA" ? new DOMRect(whole.x, whole.y, whole.width, 24) : whole;
    const top = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
    return {
        what: here.outerHTML.slice(0, 80),
        marked: style.outlineStyle !== "none" || style.boxShadow !== "none",
        shown: line.top >= 0 && line.bottom <= innerHeight + 1 && line.left >= 0 && line.right <= innerWidth + 1,
        above: !!top && (here.contains(top) || here.control === top || top.contains(here)),
    };
}"""


@dataclass
class Keyboard:
    """Tab to a thing, Enter or Space on it, and the focus is seen at every stop."""

    page: Page

    def to(self, place: Locator, most: int = 120) -> None:
        """Go there by Tab."""
        here = place.element_handle()
        for _ in range(most):
            self.page.keyboard.press("Tab")
            self._is_seen()
            if self.page.evaluate("there => document.activeElement === there", here):
                return
        pytest.fail(f"{place} was not reached with Tab")

    def press(self, place: Locator, key: str = "Enter") -> None:
        """Go there and press it."""
        self.to(place)
        self.page.keyboard.press(key)

    def write(self, place: Locator, text: str) -> None:
        """Go there and type, instead of what stood there."""
        self.to(place)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def link(self, name: str | re.Pattern[str]) -> None:
        """Follow the first link of that name on the page itself."""
        self.press(self.page.locator("main").get_by_role("link", name=name).first)

    def button(self, name: str | re.Pattern[str]) -> None:
        """Press the first button of that name on the page itself."""
        self.press(self.page.locator("main").get_by_role("button", name=name).first)

    def is_told(self, words: str | re.Pattern[str]) -> None:
        """What came of a press has the focus, so that it is read aloud, and can be seen to have it."""
        expect(self.page.locator(":focus")).to_contain_text(words)
        self._is_seen()

    def _is_seen(self) -> None:
        """What has the focus is marked, on the screen, and not below anything else."""
        found = self.page.evaluate(WHERE_THE_FOCUS_IS)
        assert found["marked"], found
        assert found["shown"], found
        assert found["above"], found
