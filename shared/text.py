"""Words that a person reads, in both languages of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh-CN", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One statement in Chinese and in English; neither is a translation key."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the statement as the reader asked for it."""
        return self.zh if language == "zh-CN" else self.en
