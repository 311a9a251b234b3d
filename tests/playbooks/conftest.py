"""What a chapter of a playbook says, in a form that a test can spell out."""

import pytest

from supportops.playbooks import open_playbook


class Page:
    """One chapter, opened."""

    def __init__(self, book, chapter):
        self.chapter = open_playbook(book).chapter(chapter)

    @property
    def figures(self):
        """Label, role and text of each figure."""
        return [(f.label, f.role, f.text) for f in self.chapter.figures]

    @property
    def lists(self):
        """Items of each list, after its cadence where it has one."""
        return {
            row.name: row.items if row.cadence is None else (str(row.cadence), *row.items)
            for row in self.chapter.lists
        }

    @property
    def steps(self):
        """Steps in order, with their spans."""
        return [
            (step.do, *(str(span) for span in (step.when, step.amount) if span is not None))
            for step in self.chapter.steps
        ]


@pytest.fixture
def page():
    return Page
