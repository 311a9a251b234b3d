import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops import tickets
from supportops.errors import InputError
from supportops.tickets import Category, Taxonomy

WORDS = {
    "billing_account": ("Billing and account", "invoices"),
    "password_login": ("Password and login", "login resets"),
    "api_errors": ("API errors", "API"),
    "performance": ("Performance", "latency"),
    "data_issues": ("Data issues", "data quality"),
    "security": ("Security", "security issues"),
    "mobile_app": ("Mobile app", "mobile"),
    "enterprise_sso": ("Enterprise SSO", "SAML"),
}


def test_the_eight_published_categories_in_order():
    assert tickets.presets() == ("support-operations",)
    taxonomy = tickets.preset("support-operations")
    assert {c.name: c.label for c in taxonomy.categories} == {n: w[0] for n, w in WORDS.items()}


@pytest.mark.parametrize("name", WORDS)
def test_name_label_and_alias_lead_to_the_same_category(name):
    taxonomy = tickets.preset("support-operations")
    for word in (name, *WORDS[name]):
        for spelling in (word, word.upper(), f"  {word.replace(' ', '   ')} "):
            assert taxonomy.find(spelling).name == name


@pytest.mark.parametrize("word", ["shipping", "", "bill", "login issues please"])
def test_other_words_find_nothing(word):
    assert tickets.preset("support-operations").find(word) is None


def test_two_categories_share_no_word():
    with pytest.raises(
        ValidationError,
        match=r"aliases must belong to one category; got 'api' in api_errors and platform",
    ):
        Taxonomy(
            categories=(
                Category(name="api_errors", label="API errors", aliases=("API",)),
                Category(name="platform", label="Platform", aliases=("a_p_i", "api")),
            )
        )


def test_a_category_may_say_its_own_word_twice():
    one = Category(name="api", label="API", aliases=("Api", "integrations"))
    assert Taxonomy(categories=(one,)).find("integrations") == one


def test_words_must_be_there():
    with pytest.raises(ValidationError, match="words must not be empty; got '' in 'api'"):
        Category(name="api", label="API", aliases=(" _ ",))


def test_an_unknown_preset_lists_the_known():
    with pytest.raises(
        InputError, match=r"name must be a preset of tickets; got 'itil'; there are support-oper"
    ):
        tickets.preset("itil")


def test_taxonomies_come_back_from_json():
    taxonomy = tickets.preset("support-operations")
    assert Taxonomy.model_validate_json(taxonomy.model_dump_json()) == taxonomy
    assert Taxonomy.model_validate(taxonomy.to_dict()) == taxonomy


@given(st.lists(st.text("abcß ΣςÄ_", min_size=1), min_size=1, max_size=5), st.text("abcß Σς_"))
def test_find_agrees_with_a_search_by_hand(words, wanted):
    def bare(text):
        return "".join(c for c in " ".join(text.replace("_", " ").casefold().split()))

    names = {bare(word): word for word in words if bare(word)}
    taxonomy = Taxonomy(categories=tuple(Category(name=w, label=w) for w in names.values()))
    found = taxonomy.find(wanted)
    assert (found.name if found else None) == names.get(bare(wanted))
