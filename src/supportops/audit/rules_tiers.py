"""Rules about tiers: who solves, what is passed on, and where tickets end."""

from collections.abc import Iterator

from supportops.audit._measures import people_tiers
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []


@looks_at("l1-gatekeepers", "tickets.support_tier", "tickets.resolved_at")
def first_tier_resolves(scene: Scene) -> Iterator[Finding]:
    """Share of tickets that people resolve which the first tier of people resolves.

    Self-service (L0, or a tier of that name) is no tier of people. Triggers: 59 of 100. Near miss: 60 of 100.
    """
    frame = scene.table("tickets", "support_tier", "resolved_at")
    people = people_tiers(scene.operation.support_tiers)
    if not people:
        raise NotAuditedError("support_tiers names no tier of people")
    frame = frame[frame["support_tier"].isin(people)]
    n = scene.enough(len(frame), "tickets that people resolved")
    share = (frame["support_tier"] == people[0]).mean()
    yield from scene.trips("resolved", share, n=n, of="tickets")


@looks_at("l1-gatekeepers", "design.tiers.first_line_resolves")
def first_tier_may_resolve(scene: Scene) -> Iterator[Finding]:
    """Whether the first tier may resolve at all.

    Triggers: the design says no. Near miss: it says yes.
    """
    if not scene.design.tiers.first_line_resolves:
        yield from scene.declares("the first tier may not resolve a ticket")


@looks_at("l1-gatekeepers", "design.tiers.shares")
def first_tier_share(scene: Scene) -> Iterator[Finding]:
    """Share of tickets that the first tier of a design resolves.

    Triggers: 59 %. Near miss: 60 %.
    """
    shares = scene.design.tiers.shares or {}
    people = people_tiers(shares)
    if not people:
        raise NotAuditedError("design.tiers.shares names no tier of people")
    yield from scene.trips("resolved", shares[people[0]], subject=people[0])


@looks_at("escalation-equals-handoff", "handoffs.first_agent_follows", "handoffs.asked_again")
def vanished_agents(scene: Scene) -> Iterator[Finding]:
    """Hand-offs after which the first agent is gone and the customer was asked again.

    Triggers: 3 of 20. Near miss: 2 of 20, or the first agent still follows.
    """
    frame = scene.table("handoffs", "first_agent_follows", "asked_again")
    n = scene.enough(len(frame), "hand-offs")
    lost = ~frame["first_agent_follows"].astype(bool) & frame["asked_again"].astype(bool)
    ids = scene.ids(frame[lost])
    yield from scene.trips("share", lost.mean(), n=n, of="hand-offs", evidence=ids)


@looks_at("context-free-handoffs", "handoffs.missing_sections")
def empty_sections(scene: Scene) -> Iterator[Finding]:
    """Hand-offs that lack a required section of the record.

    Triggers: 3 of 20. Near miss: 2 of 20.
    """
    frame = scene.table("handoffs", "missing_sections")
    n = scene.enough(len(frame), "hand-offs")
    bare = frame["missing_sections"] > 0
    ids = scene.ids(frame[bare])
    yield from scene.trips("empty", bare.mean(), n=n, of="hand-offs", evidence=ids)


@looks_at("context-free-handoffs", "handoffs.explained")
def explained_again(scene: Scene) -> Iterator[Finding]:
    """Hand-offs after which the customer explained the issue for the third time.

    Triggers: 1 of 20 customers explained three times. Near miss: twice.
    """
    frame = scene.table("handoffs", "explained")
    n = scene.enough(len(frame), "hand-offs")
    again = frame["explained"] >= scene.limit("explained")
    ids = scene.ids(frame[again])
    yield from scene.trips("again", again.mean(), n=n, of="hand-offs", evidence=ids)


@looks_at("all-or-nothing-expertise", "design.tiers.agents")
def no_specialists(scene: Scene) -> Iterator[Finding]:
    """Agents of the tier between the first and the last, where there are three.

    Triggers: 5 in L1, none in L2, 2 in L3. Near miss: one in L2.
    """
    agents = list((scene.design.tiers.agents or {}).items())
    if len(agents) < 3:
        raise NotAuditedError("design.tiers.agents has fewer than three tiers")
    name, count = agents[-2]
    yield from scene.trips("specialists", count, subject=name)


@looks_at("all-or-nothing-expertise", "design.tiers.shares")
def thin_middle(scene: Scene) -> Iterator[Finding]:
    """Share of the last tier, where the one before it is below its share.

    Triggers: 14 % in L2 and 5 % in L3. Near miss: 15 % in L2, or 4 % in L3.
    """
    shares = list((scene.design.tiers.shares or {}).items())
    if len(shares) < 3:
        raise NotAuditedError("design.tiers.shares has fewer than three tiers")
    (_, middle), (last, share) = shares[-2:]
    if middle < scene.limit("second"):
        yield from scene.trips("third", share, subject=last)


@looks_at("no-escalation-documentation", "design.tiers.transitions")
def bare_transitions(scene: Scene) -> Iterator[Finding]:
    """Ways between tiers of which nobody says when they are taken.

    Triggers: L1 to L2 has no trigger. Near miss: each way has one.
    """
    ways = scene.design.tiers.transitions or ()
    bare = tuple(f"{way.origin} to {way.target}" for way in ways if not way.triggers)
    yield from scene.trips("bare", len(bare), n=len(ways), of="ways", evidence=bare)


@looks_at(
    "l3-bottleneck",
    "now", "tickets.support_tier", "tickets.created_at", "tickets.resolved_at",
    "tickets.engineering_at",
)  # fmt: skip
def graveyard(scene: Scene) -> Iterator[Finding]:
    """Open tickets of the last tier that are old, and on which engineering has done nothing.

    Triggers: 1 of 20 is 73 hours old and silent. Near miss: 72 hours, or engineering answered.
    """
    frame = scene.table("tickets", "support_tier", "created_at")
    last = scene.operation.support_tiers.names[-1]
    frame = frame[frame["resolved_at"].isna() & (frame["support_tier"] == last)]
    n = scene.enough(len(frame), f"open tickets of {last}")
    old = scene.hours(scene.now - frame["created_at"]) > scene.limit("hours")
    dead = frame["engineering_at"].isna() & old
    ids = scene.ids(frame[dead])
    yield from scene.trips("silent", dead.mean(), n=n, of="tickets", subject=last, evidence=ids)


@looks_at("l3-bottleneck", "tickets.support_tier")
def last_tier_share(scene: Scene) -> Iterator[Finding]:
    """Share of tickets in the last tier.

    Triggers: 5 of 100. Near miss: 4 of 100.
    """
    frame = scene.table("tickets", "support_tier")
    n = scene.enough(len(frame), "tickets with a tier")
    last = scene.operation.support_tiers.names[-1]
    share = (frame["support_tier"] == last).mean()
    yield from scene.trips("share", share, n=n, of="tickets", subject=last)


@looks_at("l3-bottleneck", "design.tiers.shares")
def last_tier_of_the_design(scene: Scene) -> Iterator[Finding]:
    """Share of tickets that a design sends to the last of three tiers or more.

    Triggers: 5 %. Near miss: 4 %.
    """
    shares = list((scene.design.tiers.shares or {}).items())
    if len(shares) < 3:
        raise NotAuditedError("design.tiers.shares has fewer than three tiers")
    yield from scene.trips("share", shares[-1][1], subject=shares[-1][0])


@looks_at("tier-rigidity", "tickets.ticket_id", "tickets.triaged_tier", "handoffs.ticket_id",
          "handoffs.from_tier")  # fmt: skip
def every_tier_visited(scene: Scene) -> Iterator[Finding]:
    """Tickets that triage sent to the last tier, and that still passed all tiers below.

    Triggers: 11 of 20 were handed from L1 and from L2. Near miss: 10 of 20, or from L2 only.
    """
    names = scene.operation.support_tiers.names
    frame = scene.table("tickets", "ticket_id", "triaged_tier")
    frame = frame[frame["triaged_tier"] == names[-1]]
    n = scene.enough(len(frame), f"tickets that triage sent to {names[-1]}")
    below = people_tiers(names[:-1])
    if not below:
        raise NotAuditedError("support_tiers names no tier of people below the last")
    steps = scene.table("handoffs", "ticket_id", "from_tier")
    steps = steps[steps["from_tier"].isin(below)].drop_duplicates(["ticket_id", "from_tier"])
    passed = steps.groupby("ticket_id").size()
    rigid = frame["ticket_id"].map(passed).fillna(0) >= len(below)
    ids = scene.ids(frame[rigid])
    yield from scene.trips("share", rigid.mean(), n=n, of="tickets", evidence=ids)


@looks_at("tier-rigidity", "design.tiers.skipping")
def no_skipping(scene: Scene) -> Iterator[Finding]:
    """Whether a ticket may skip a tier.

    Triggers: the design forbids it. Near miss: it allows it.
    """
    if not scene.design.tiers.skipping:
        yield from scene.declares("the design forbids to skip a tier")


@looks_at("no-cross-training", "skills.agent_id", "skills.support_tier")
def one_tier_agents(scene: Scene) -> Iterator[Finding]:
    """Agents who hold skills of one tier only.

    Triggers: 5 of 5 agents. Near miss: 4 of 5.
    """
    frame = scene.table("skills", "agent_id", "support_tier")
    tiers = frame.groupby("agent_id")["support_tier"].nunique()
    if len(tiers) < 2:
        raise NotAuditedError("skills names fewer than two agents")
    narrow = tiers[tiers == 1]
    ids = tuple(map(str, narrow.index[:10]))
    share = len(narrow) / len(tiers)
    yield from scene.trips("share", share, n=len(tiers), of="agents", evidence=ids)


@looks_at("specialist-overload", "skills.agent_id", "skills.skill", "tickets.category")
def single_holders(scene: Scene) -> Iterator[Finding]:
    """Skills of one holder that tickets ask for; a category is a skill of that name.

    Triggers: 20 tickets of "sso" and one who knows it. Near miss: two know it, or 19 tickets.
    """
    frame = scene.table("skills", "agent_id", "skill")
    holders = frame.groupby("skill")["agent_id"].nunique()
    asked = scene.table("tickets", "category")["category"].value_counts()
    for skill, count in holders.items():
        n = int(asked.get(skill, 0))
        if n >= scene.minimum:
            who = scene.ids(frame[frame["skill"] == skill], "agent_id")
            yield from scene.trips("holders", count, subject=skill, evidence=who, n=n, of="tickets")


@looks_at("specialist-overload", "tickets.category", "tickets.agent_id")
def one_agent_per_category(scene: Scene) -> Iterator[Finding]:
    """Categories of which most tickets go to one of several agents.

    Triggers: 13 of 20 tickets of a category. Near miss: 12 of 20.
    """
    frame = scene.table("tickets", "category", "agent_id")
    if frame["agent_id"].nunique() < 2:
        raise NotAuditedError("there is one agent")
    counts = frame.groupby(["category", "agent_id"]).size()
    whole = counts.groupby("category").sum()
    top = counts.groupby("category").max()
    busiest = counts.groupby("category").idxmax()
    for category, n in whole[whole >= scene.minimum].items():
        who = (str(busiest[category][1]),)
        share = top[category] / n
        count = int(n)
        yield from scene.trips(
            "share", share, n=count, of="tickets", subject=category, evidence=who
        )
