"""Rules about self-service: articles and the bot."""

import re
from collections.abc import Iterator

from supportops import knowledge
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import Scene

__all__: list[str] = []


@looks_at("outdated-content", "now", "articles.article_id", "articles.published_at",
          "articles.reviewed_at")  # fmt: skip
def outdated_content(scene: Scene) -> Iterator[Finding]:
    """Share of articles that were reviewed, or written, within six months.

    Triggers: 13 of 20. Near miss: 18 of 20. With 1,001 articles the second sign is a graveyard.
    """
    frame = scene.table("articles", "article_id", "published_at")
    n = scene.enough(len(frame), "articles")
    fresh = float(knowledge.freshness(frame, now=scene.now.to_pydatetime()))
    touched = frame["reviewed_at"].fillna(frame["published_at"])
    ids = scene.ids(frame.assign(touched=touched).sort_values("touched"), "article_id")
    found = scene.trips(("warning", "watch"), fresh, n=n, of="articles", evidence=ids)
    yield from found
    if found:
        yield from scene.trips("graveyard", n, subject="graveyard")


@looks_at("duplicate-content", "articles.title")
def duplicate_content(scene: Scene) -> Iterator[Finding]:
    """Articles that repeat the title of another; capitals and punctuation do not count.

    Triggers: "Reset a password" and "reset a password!". Near miss: "Reset a token".
    """
    frame = scene.table("articles", "title")
    n = scene.enough(len(frame), "articles")
    plain = frame["title"].astype(str).str.casefold()
    plain = plain.str.replace(r"[\s_.,:;!?\"'()–-]+", " ", regex=True).str.strip()
    again = plain.duplicated()
    ids = scene.ids(frame[plain.duplicated(keep=False)], "article_id")
    yield from scene.trips("pairs", int(again.sum()), n=n, of="articles", evidence=ids)


@looks_at("no-escalation-path", "articles.contact")
def articles_without_contact(scene: Scene) -> Iterator[Finding]:
    """Articles that do not say how to reach a person.

    Triggers: 1 of 20. Near miss: none.
    """
    frame = scene.table("articles", "contact")
    n = scene.enough(len(frame), "articles")
    dead = ~frame["contact"].astype(bool)
    ids = scene.ids(frame[dead], "article_id")
    yield from scene.trips("share", dead.mean(), n=n, of="articles", evidence=ids)


@looks_at("no-escalation-path", "design.knowledge.bot_reaches_person")
def bot_without_contact(scene: Scene) -> Iterator[Finding]:
    """Whether every dialogue of the bot offers a way to a person.

    Triggers: the design says no. Near miss: it says yes.
    """
    if not scene.design.knowledge.bot_reaches_person:
        yield from scene.declares("the bot has dialogues without a way to a person")


@looks_at("all-or-nothing-chatbot", "bot_months.conversations", "bot_months.contained")
def contained_share(scene: Scene) -> Iterator[Finding]:
    """Share of its conversations that the bot keeps.

    Triggers: 20 of 20, or none. Near miss: 19 of 20, or one.
    """
    frame = scene.table("bot_months", "conversations", "contained")
    n = scene.enough(int(frame["conversations"].sum()), "conversations of the bot")
    share = frame["contained"].sum() / n
    yield from scene.trips(("everything", "nothing"), share, n=n, of="conversations")


@looks_at("all-or-nothing-chatbot", "design.knowledge.bot_share")
def planned_bot_share(scene: Scene) -> Iterator[Finding]:
    """Share of contacts that a design gives to the bot.

    Triggers: 100 %, or 0 %. Near miss: 99 %, or 1 %.
    """
    share = scene.design.knowledge.bot_share
    yield from scene.trips(("everything", "nothing"), share if share is not None else 0.5)


@looks_at("all-or-nothing-chatbot", "design.knowledge.low_confidence_rule")
def no_low_confidence_rule(scene: Scene) -> Iterator[Finding]:
    """Whether the bot hands over when it is unsure.

    Triggers: the design says no. Near miss: it says yes.
    """
    if not scene.design.knowledge.low_confidence_rule:
        yield from scene.declares("the bot has no rule for answers that it is unsure of")


@looks_at("wall-of-text", "articles.text")
def wall_of_text(scene: Scene) -> Iterator[Finding]:
    """Articles without heading and list, and with a paragraph that is too long.

    Triggers: 3 of 20 articles are one paragraph of 101 words. Near miss: 2 of 20, or of 100
    words, or with a heading.
    """
    frame = scene.table("articles", "text")
    n = scene.enough(len(frame), "articles with their text")
    text = frame["text"].astype(str)
    shaped = text.str.contains(r"(?m)^\s*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s)", regex=True)
    longest = [
        max((len(part.split()) for part in re.split(r"\n\s*\n", whole)), default=0)
        for whole in text
    ]
    wall = ~shaped.to_numpy(dtype=bool) & [count > scene.limit("words") for count in longest]
    ids = scene.ids(frame[wall], "article_id")
    yield from scene.trips("share", wall.mean(), n=n, of="articles", evidence=ids)
