"""What a service's routes need: the application, commands, reads, pages, problems."""

from shared.web.answers import answer_read, json_response
from shared.web.pages import Page, PageOf, PageQuery, answer_page, page
from shared.web.problems import Problem, ProblemPage, language_of
from shared.web.service import Sessions, create_service
from shared.web.work import Command, Work

__all__ = [
    "Command",
    "Page",
    "PageOf",
    "PageQuery",
    "Problem",
    "ProblemPage",
    "Sessions",
    "Work",
    "answer_page",
    "answer_read",
    "create_service",
    "json_response",
    "language_of",
    "page",
]
