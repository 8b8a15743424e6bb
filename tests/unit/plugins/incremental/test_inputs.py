"""Two values have the same digest when no page can tell one from the other."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from jinja2 import Environment
from markupsafe import Markup
from pelican.contents import Article, Content
from pelican.paginator import Paginator
from pelican.settings import read_settings
from pelican.urlwrappers import Tag

from plugins.incremental.inputs import Inputs, Undigestible
from plugins.incremental.inputs import digest as parts

SETTINGS = read_settings()
TODAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Byline:
    contributor: object
    role: str = ""


class Person(Content):
    """Stands for a contributor."""

    __module__ = "plugins.people"
    mandatory_properties = ()
    default_template = "person"
    url = save_as = "author/ada/"

    def __init__(self, bio: str, articles=(), today=TODAY):
        super().__init__(bio, {"title": "Ada", "slug": "ada"}, SETTINGS)
        self.articles, self.today = list(articles), today

    @property
    def is_here(self) -> bool:
        return self.today < date(2027, 1, 1)


def article(words="Words.", title="A post", **more) -> Article:
    made = Article(
        words,
        {"title": title, "slug": "a-post", "date": datetime(2014, 6, 3), "summary": "It is good."},
        SETTINGS,
        "a.md",
        {"generated_content": {}},
    )
    made.previous = made.next = None
    made.related = []
    for name, value in more.items():
        setattr(made, name, value)
    return made


def digest(value, full=False) -> bytes:
    return Inputs().of(value, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", 1),
        (1, True),
        (0, None),
        ("a", Markup("a")),
        (b"a", "a"),
        (["a", "b"], ["b", "a"]),
        (["ab"], ["a", "b"]),
        (["a", []], ["a"]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1}, [("a", 2)]),
        (date(2014, 6, 3), datetime(2014, 6, 3)),
        (datetime(2014, 6, 3), datetime(2014, 6, 3, tzinfo=UTC)),
        (Tag("work", SETTINGS), Tag("Work", SETTINGS)),
        (partial(str, 1), partial(str, 2)),
        (str, repr),
        (Byline("a", "b"), Byline("a", "c")),
    ],
)
def test_what_differs_has_another(one, other):
    assert digest(one) != digest(other)


def test_what_is_equal_has_the_same():
    assert digest([Byline("a", "b"), {"c": (1, 2)}]) == digest([Byline("a", "b"), {"c": (1, 2)}])
    assert digest({"a", "b", "c"}) == digest({"c", "b", "a"})
    assert digest(ZoneInfo("Europe/London")) == digest(ZoneInfo.no_cache("Europe/London")) != digest(ZoneInfo("UTC"))
    assert digest(Path("/here")) == digest(Path("/there")), "where files lie says nothing"


@pytest.mark.parametrize(
    "change", [{"title": "Another"}, {"minutes": 3}, {"tags": [Tag("work", SETTINGS)]}, {"status": "hidden"}, {"override_save_as": "x"}]
)
def test_all_that_a_list_may_show_of_an_article_is_in_its_card(change):
    assert digest(article(**change)) != digest(article())


def test_the_body_is_not_in_its_card_but_in_the_whole():
    assert digest(article("Other words.")) == digest(article())
    assert digest(article("Other words."), full=True) != digest(article(), full=True)


@pytest.mark.parametrize("where", ["previous", "next"])
def test_neighbours_are_not_in_its_card_and_in_the_whole_with_theirs(where):
    one, two = article(**{where: article(title="One")}), article(**{where: article(title="Two")})
    assert digest(one) == digest(two)
    assert digest(one, full=True) != digest(two, full=True)
    assert digest(article(related=[article()]), full=True) != digest(article(), full=True)
    assert digest(article(**{where: article("Other words.")}), full=True) == digest(article(**{where: article()}), full=True)


def test_of_a_persons_articles_a_card_has_the_number_and_the_whole_their_cards():
    one, other, two = Person("Bio.", [article()]), Person("Bio.", [article(title="Other")]), Person("Bio.", [article(), article()])
    assert digest(one) == digest(other) != digest(two)
    assert digest(one, full=True) != digest(other, full=True)


def test_a_bio_is_in_every_card():
    assert digest(article(contributors=[Byline(Person("Bio."))])) != digest(article(contributors=[Byline(Person("New bio."))]))


def pages(length: int, changed: int | None = None):
    """Of a list of so many articles the first page and the second, of two each."""
    articles = [article(title="Changed" if number == changed else f"Post {number}") for number in range(length)]
    paginator = Paginator("index.html", "/", articles, SETTINGS, 2)
    return paginator.page(1), paginator.page(2)


def test_a_page_of_a_list_is_its_number_its_articles_and_how_many_there_are():
    first, second = pages(5)
    of_it_all = partial(digest, full=True)
    assert of_it_all(first) == of_it_all(pages(5)[0]) != of_it_all(second)
    assert of_it_all(first) == of_it_all(pages(5, changed=2)[0]), "an article of another page"
    assert of_it_all(second) != of_it_all(pages(5, changed=2)[1])
    assert of_it_all(first) != of_it_all(pages(7)[0])
    assert digest(second) == digest(pages(5, changed=2)[1]) != digest(first), "a link to it"


class Late:
    """Stands for a feed item whose words are made when somebody asks for them."""

    __module__ = "plugins.items"

    def __init__(self, words: str):
        self.words, self.made = words, []

    def made_of(self) -> dict[str, str]:
        return {"words": self.words}


def test_what_says_itself_what_it_is_made_of_is_asked_for_no_more():
    one, made = Late("Words."), Late("Words.")
    made.made.append(object())
    assert digest(one) == digest(made) != digest(Late("Other words."))


def test_a_template_that_a_value_holds_on_to_is_asked_of_whoever_knows_templates():
    template = Environment().from_string("{{ words }}")
    assert Inputs(lambda _: b"one").of([template]) != Inputs(lambda _: b"other").of([template])
    with pytest.raises(Undigestible):
        digest([template])


def test_what_depends_on_the_day_is_looked_at():
    assert digest(Person("Bio.", today=date(2026, 1, 1))) != digest(Person("Bio.", today=date(2028, 1, 1)))


def test_what_cannot_be_told_apart_is_refused_each_time():
    inputs, odd = Inputs(), SimpleNamespace(a=1)
    holder = {"fine": 1, "odd": [odd]}
    for _ in range(2):
        with pytest.raises(Undigestible, match="SimpleNamespace"):
            inputs.of(holder)


def test_a_function_that_remembers_values_cannot_be_told_apart():
    def outer(word):
        return lambda: word

    with pytest.raises(Undigestible):
        digest(outer("a"))
    assert digest(Path("a").as_posix) == digest(Path("b").as_posix) != digest(Path("a").exists)
    assert digest("a".upper) == digest("a".upper)


def test_parts_cannot_be_cut_otherwise():
    assert parts(b"ab", b"c") != parts(b"a", b"bc") != parts(b"abc")
    assert parts(b"1:a") != parts(b"1", b"a")


def test_what_leads_back_to_itself_is_refused():
    @dataclass
    class Node:
        others: list = field(default_factory=list)

    node = Node()
    node.others.append(node)
    inputs = Inputs()
    for _ in range(2):
        with pytest.raises(Undigestible, match="itself"):
            inputs.of(node)


def test_each_object_is_looked_at_once():
    asked = []

    class Counting(Person):
        __module__ = "plugins.people"

        @property
        def is_here(self):
            asked.append(self)
            return True

    person, inputs = Counting("Bio."), Inputs()
    for _ in range(3):
        inputs.of([Byline(person), person])
    assert asked == [person]
