import pytest

from supportops.tiers import route

ROWS = [
    ("billing_account", "account management", "L1", "Finance"),
    ("password_login", "authentication", "L1", "L2 Security"),
    ("api_errors", "API integration", "L2", "L3 Engineering"),
    ("performance", "infrastructure", "L2", "L3 DevOps"),
    ("data_issues", "data engineering", "L2", "L3 Database"),
    ("security", "security", "L2", "L3 Security"),
    ("mobile_app", "mobile", "L2", "L3 Mobile Dev"),
    ("enterprise_sso", "identity", "L2", "L3 Enterprise"),
]


@pytest.mark.fact("tiers-skill-routing")
@pytest.mark.parametrize(("category", "skill", "tier", "fallback"), ROWS)
def test_published_routes(category, skill, tier, fallback):
    way = route(category)
    assert (way.skill, way.tier, way.fallback) == (skill, tier, fallback)


def test_no_route_is_guessed():
    assert route("shipping") is None
