"""Rules about onboarding and training: pace, practice, tests and teachers."""

from collections.abc import Iterator

from supportops.audit.design_people import Lesson, Mentor
from supportops.audit.findings import Finding
from supportops.audit.rules import looks_at
from supportops.audit.scene import NotAuditedError, Scene

__all__: list[str] = []


def _lessons(scene: Scene) -> tuple[tuple[Lesson, ...], float]:
    lessons = scene.design.training.lessons or ()
    hours = sum(lesson.hours for lesson in lessons)
    if hours <= 0:
        raise NotAuditedError("design.training.lessons has no hours")
    return lessons, hours


@looks_at("firehose", "design.training.lessons")
def firehose(scene: Scene) -> Iterator[Finding]:
    """Share of the curriculum's hours in the first week.

    Triggers: 9 of 16 hours. Near miss: 8 of 16.
    """
    lessons, hours = _lessons(scene)
    first = sum(lesson.hours for lesson in lessons if lesson.week <= scene.limit("week"))
    yield from scene.trips("share", first / hours, n=len(lessons), of="modules")


@looks_at("sink-or-swim", "design.training.load")
def early_load(scene: Scene) -> Iterator[Finding]:
    """Greatest load of a trainee in the first two weeks.

    Triggers: 25 % in week 2. Near miss: 25 % in week 3.
    """
    load = (scene.design.training.load or ())[: int(scene.limit("weeks"))]
    yield from scene.trips("load", max(load, default=0.0))


@looks_at("sink-or-swim", "design.training.shadowing")
def no_shadowing(scene: Scene) -> Iterator[Finding]:
    """Whether trainees watch before they handle tickets.

    Triggers: the design says no. Near miss: it says yes.
    """
    if not scene.design.training.shadowing:
        yield from scene.declares("trainees handle tickets before they have watched anybody")


@looks_at("one-time-training", "design.training.weeks")
def short_onboarding(scene: Scene) -> Iterator[Finding]:
    """Length of onboarding.

    Triggers: four weeks. Near miss: five.
    """
    yield from scene.trips("weeks", scene.design.training.weeks or 0.0)


@looks_at("one-time-training", "design.training.continues")
def nothing_after(scene: Scene) -> Iterator[Finding]:
    """Whether training goes on after onboarding.

    Triggers: the design says no. Near miss: it says yes.
    """
    if not scene.design.training.continues:
        yield from scene.declares("there is no training after onboarding")


@looks_at("no-practice", "design.training.lessons")
def practice_share(scene: Scene) -> Iterator[Finding]:
    """Share of the curriculum's hours in which trainees do something.

    Triggers: none. Near miss: one hour of 16.
    """
    lessons, hours = _lessons(scene)
    done = sum(lesson.hours for lesson in lessons if lesson.practice)
    yield from scene.trips("share", done / hours, n=len(lessons), of="modules")


@looks_at("no-soft-skills", "design.training.lessons")
def soft_skill_share(scene: Scene) -> Iterator[Finding]:
    """Share of the curriculum's hours for dealing with people.

    Triggers: none, or 3 of 16 hours. Near miss: 4 of 16, which is the share of 20 in 80.
    """
    lessons, hours = _lessons(scene)
    soft = sum(lesson.hours for lesson in lessons if lesson.soft_skills)
    yield from scene.trips(("none", "few"), soft / hours, n=len(lessons), of="modules")


@looks_at("generic-training", "design.training.roles", "design.training.paths")
def one_path(scene: Scene) -> Iterator[Finding]:
    """Paths for several roles.

    Triggers: one path for two roles. Near miss: two paths, or one role.
    """
    if len(set(scene.design.training.roles or ())) > 1:
        paths = scene.design.training.paths or ()
        yield from scene.trips("paths", len(set(paths)), evidence=paths)


@looks_at("no-assessment", "design.training.lessons")
def untested_modules(scene: Scene) -> Iterator[Finding]:
    """Modules that are not assessed.

    Triggers: one of them. Near miss: each has a quiz.
    """
    lessons, _ = _lessons(scene)
    bare = tuple(lesson.name for lesson in lessons if not lesson.assessed)
    yield from scene.trips("untested", len(bare), n=len(lessons), of="modules", evidence=bare)


@looks_at("no-assessment", "trainees.completed", "trainees.qa_score")
def finished_and_weak(scene: Scene) -> Iterator[Finding]:
    """Mean quality of trainees, where all have finished the curriculum.

    Triggers: all finished, 79 points. Near miss: 80 points, or one has not finished.
    """
    frame = scene.table("trainees", "completed", "qa_score")
    n = scene.enough(len(frame), "trainees")
    if float(frame["completed"].mean()) >= scene.limit("completed"):
        yield from scene.trips("qa", frame["qa_score"].mean(), n=n, of="trainees")


@looks_at("onboarding-no-feedback-loop", "design.training.one_to_one_every")
def rare_talks(scene: Scene) -> Iterator[Finding]:
    """Time between one-to-one talks with a new hire.

    Triggers: two weeks. Near miss: one week.
    """
    yield from scene.trips("weeks", scene.design.training.one_to_one_every or 0.0)


@looks_at("senior-agent-equals-trainer", "design.training.mentors")
def unfit_mentors(scene: Scene) -> Iterator[Finding]:
    """Mentors who lack the tenure, the quality or the will; what is not stated counts as lacking.

    Triggers: 5 months, or 84 points. Near miss: 6 months, 85 points, chosen and prepared.
    """
    mentors = scene.design.training.mentors or ()
    unfit = tuple(mentor.name for mentor in mentors if not _fit(scene, mentor))
    yield from scene.trips("unfit", len(unfit), n=len(mentors), of="mentors", evidence=unfit)


def _fit(scene: Scene, mentor: Mentor) -> bool:
    return (
        mentor.tenure_months is not None
        and mentor.tenure_months >= scene.limit("months")
        and mentor.qa_points is not None
        and mentor.qa_points >= scene.limit("points")
        and bool(mentor.trainer)
    )
