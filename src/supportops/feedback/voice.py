"""The weekly report on what customers say."""

from datetime import date

from supportops._kit.models import Model
from supportops._kit.text import markdown_escape, markdown_table
from supportops.feedback.weekly_themes import Theme

__all__ = ["BugImpact", "ThemeNote", "VoiceReport"]


class ThemeNote(Model, frozen=True, extra="forbid"):
    """What people add to a theme: its impact, a sample in a customer's words, what is done."""

    impact: str = ""
    sample: str = ""
    action: str = ""


class BugImpact(Model, frozen=True, extra="forbid"):
    """Bug, the tickets and customers that it cost, and when it is expected to be fixed."""

    bug: str
    tickets: int
    customers: int
    expected: str = ""


class VoiceReport(Model, frozen=True, extra="forbid"):
    """Weekly voice-of-customer report.

    Attributes
    ----------
    week_ending : date
    themes : tuple of Theme
        As `top_themes` gives them.
    notes : dict of str to ThemeNote
        For a theme what people add.
    bugs : tuple of BugImpact
    requests, wins, at_risk_accounts : tuple of str
    tickets, tickets_before : int
        All tickets of this week and the last [tickets].
    csat, csat_before : float or None
        Mean rating or share of this week and the last, on one scale.
    top_category : str
    """

    week_ending: date
    themes: tuple[Theme, ...]
    notes: dict[str, ThemeNote] = {}
    bugs: tuple[BugImpact, ...] = ()
    requests: tuple[str, ...] = ()
    wins: tuple[str, ...] = ()
    at_risk_accounts: tuple[str, ...] = ()
    tickets: int
    tickets_before: int
    csat: float | None = None
    csat_before: float | None = None
    top_category: str = ""

    @property
    def ticket_change(self) -> float | None:
        """Relative change of all tickets [share]; None where there were none last week."""
        return self.tickets / self.tickets_before - 1 if self.tickets_before else None

    def to_markdown(self) -> str:
        """Report as Markdown, in the order of the published template."""
        parts = [
            f"# Voice of the customer, week ending {self.week_ending.isoformat()}",
            "## Top themes",
        ]
        for place, theme in enumerate(self.themes, start=1):
            note = self.notes.get(theme.name, ThemeNote())
            parts.append(f"### {place}. {markdown_escape(theme.name)}")
            lines = [
                ("Tickets", f"{theme.tickets} ({change_text(theme)})"),
                ("Impact", note.impact or None),
                ("In a customer's words", note.sample or None),
                ("Action", note.action or None),
            ]
            parts.append(markdown_table(["", ""], lines))
        if not self.themes:
            parts.append("*none*")
        bugs = [(b.bug, b.tickets, b.customers, b.expected or None) for b in self.bugs]
        parts += [
            "## Bug impact",
            markdown_table(["Bug", "Tickets", "Customers", "Expected fix"], bugs),
        ]
        for title, rows in (
            ("Feature requests trending", self.requests),
            ("Wins", self.wins),
            ("At-risk accounts flagged", self.at_risk_accounts),
        ):
            parts += [f"## {title}", "\n".join(f"- {markdown_escape(r)}" for r in rows) or "*none*"]
        parts += ["## Ticket trends", markdown_table(["", ""], self._trends())]
        return "\n\n".join(parts) + "\n"

    def _trends(self) -> list[tuple[str, str | None]]:
        change = self.ticket_change
        moved = "nothing last week" if change is None else f"{change:+.0%}"
        csat = None if self.csat is None else f"{self.csat:g}"
        if self.csat is not None and self.csat_before is not None:
            csat = f"{self.csat:g} ({self.csat - self.csat_before:+.2g})"
        return [
            ("Tickets", f"{self.tickets} ({moved})"),
            ("CSAT", csat),
            ("Top category", self.top_category or None),
        ]


def change_text(theme: Theme) -> str:
    """Change of a theme as the report says it, with its doubt."""
    if theme.change is None:
        return "none last week" if theme.tickets else "none"
    text = f"{theme.change:+.0%}"
    return text if theme.clear else f"{text}, within chance"
