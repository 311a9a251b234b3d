from datetime import date

import pytest

from supportops.errors import InputError
from supportops.knowledge import (
    MaintenanceTask,
    articles_left,
    maintenance_due,
    maintenance_tasks,
)

TODAY = date(2026, 3, 31)


@pytest.mark.fact("knowledge-maintenance-workflow")
def test_six_tasks():
    assert [(t.task, str(t.every), t.owner) for t in maintenance_tasks()] == [
        ("review helpfulness", "weekly", "KB manager"),
        ("update flagged articles", "weekly", "content team"),
        ("audit for outdated content", "monthly", "product and support"),
        ("add missing content", "ongoing", "agents flag"),
        ("review zero-result searches", "weekly", "KB manager"),
        ("archive obsolete articles", "quarterly", "product and content"),
    ]


@pytest.mark.parametrize(
    ("every", "done", "due"),
    [
        ("weekly", date(2026, 3, 24), date(2026, 3, 31)),
        ("every 30 days", date(2026, 3, 2), date(2026, 4, 1)),
        ("monthly", date(2026, 1, 31), date(2026, 2, 28)),
        ("monthly", date(2025, 12, 15), date(2026, 1, 15)),
        ("quarterly", date(2025, 11, 30), date(2026, 2, 28)),
        ("yearly", date(2024, 2, 29), date(2025, 2, 28)),
        ("hourly", date(2026, 3, 30), date(2026, 3, 30)),
        ("ongoing", date(2026, 3, 30), None),
    ],
)
def test_when_a_task_comes_again(every, done, due):
    task = MaintenanceTask(task="x", every=every, owner="y")
    (row,) = maintenance_due([task], last_done={"x": done}, as_of=TODAY)
    assert row.due == due
    assert row.overdue_days == (None if due is None else (TODAY - due).days)


def test_what_was_never_done_is_due_now():
    rows = maintenance_due(maintenance_tasks(), last_done={}, as_of=TODAY)
    assert [row.overdue_days for row in rows] == [0, 0, 0, 0, 0, None]
    assert rows[-1].task == "add missing content"


def test_maintenance_says_what_is_wrong():
    with pytest.raises(InputError, match="last_done must name tasks; got 'x'; there are review"):
        maintenance_due(maintenance_tasks(), last_done={"x": TODAY}, as_of=TODAY)
    with pytest.raises(InputError, match=r"last_done\['review helpfulness'\] must be at or before"):
        maintenance_due(
            maintenance_tasks(), last_done={"review helpfulness": date(2027, 1, 1)}, as_of=TODAY
        )


def test_five_percent_a_quarter():
    left = articles_left(3200, removed="5%", audits=4)
    assert left[0] - left[1] == pytest.approx(160)
    assert round(left[4], 2) == 2606.42
