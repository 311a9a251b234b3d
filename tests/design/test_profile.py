from pathlib import Path

import pytest

from supportops.design import profile_from_toml
from supportops.errors import InputError

TEXT = (Path(__file__).resolve().parents[2] / "examples/data/team.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        # Mixes that exceed the whole
        ('SMB = "40%"', 'SMB = "55%"', r"^given.customer_tiers must sum to at most 100 %; got 115 % \(Enterprise 15 %"),
        ('"login issues" = "22%"', '"login issues" = "72%"', r"^given.categories must sum to at most 100 %; got 105 %"),
        # Counts
        ("agents = 8", "agents = -8", r"^given.agents must be at least 1; got -8$"),
        ("agents = 8", "agents = 8.5", r"^given.agents must be a whole number; got 8.5$"),
        ("leads = 1", "leads = -1", r"^given.leads must be at least 0; got -1$"),
        ("tickets_per_month = 1200", "tickets_per_month = 0", r"^given.tickets_per_month must be above 0; got 0$"),
        ("tickets_per_month = 1200", "tickets_per_month = inf", r"^given.tickets_per_month must be finite; got inf$"),
        ("tickets_per_month = 1200", 'tickets_per_month = "many"', r"^given.tickets_per_month must be a number; got 'many'$"),
        # Shares and durations say what they are
        ('csat = "78%"', "csat = 78", r'^given.csat must be a share from 0 to 1; got 78; write 0.78 or "78%"$'),
        ('first_response_time = "4.2h"', "first_response_time = 4.2", r"^given.first_response_time must say its unit; got 4.2; write"),
        ('low = "10m"', "low = 10", r"^assumed.handle_time.L1.low must say its unit; got 10; write"),
        ('low = "10m"', 'low = "20m"', r"^assumed.handle_time.L1.low must be above zero and at most high; got 20m and 15m$"),
        # Undeclared names
        ("leads = 1", "leaders = 1", r"^given.leaders must be a declared name; got 1$"),
        ("[assumed.shrinkage]", "[assumed.shrink]", r"^assumed.shrinkage must be there; got nothing$"),
        # Values that make no plan
        ('value = "8h"', 'value = "0h"', r"^assumed.hours_a_day.value must be above zero and at most 24h; got 0s"),
        ("value = 0.30\nlow = 0.20\nhigh = 0.30", "value = 1", r"^assumed.shrinkage.value must be below 1; got 1.0$"),
        ("value = 0.30", "value = 0.9", r"^assumed.shrinkage.value must lie between low and high; got 0.2, 0.9 and 0.3$"),
        ('tools = ["Zendesk"]', 'cost_per_month = "-5 USD"', r"^given.cost_per_month must be zero or more; got -5"),
        ('SMB = "40%"', '"enterprise" = "40%"', r"^given.customer_tiers must have names, of which no two differ in case or spaces only"),
        ("agents = 8", "agents = true", r"^given.agents must be a whole number; got True$"),
        ('hours = { mon-fri = [["09:00", "18:00"]] }', "hours = {}", r"^assumed.business_hours.value must open at some time of the week"),
        ("value = 21", "value = -21", r"^assumed.working_days_a_month.value must be above zero and at most 31.0; got -21"),
        ('timezone = "America/New_York"', 'timezone = "Mars/Olympus"', r"^assumed.business_hours.value.timezone must be a zone"),
        ("[given]", "[given", r"^profile must be TOML; got a fault: .*line 4"),
        ("formal_slas = false", 'formal_slas = "perhaps"', r"^given.formal_slas must be true or false; got 'perhaps'$"),
    ],
)  # fmt: skip
def test_the_first_fault_is_one_sentence_with_its_key_path(old, new, message):
    assert old in TEXT, old
    with pytest.raises(InputError, match=message) as caught:
        profile_from_toml(TEXT.replace(old, new, 1))
    assert "\n" not in str(caught.value)
