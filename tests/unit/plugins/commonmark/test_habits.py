"""What writers of CommonMark expect works: six hundred posts in their habits read as CommonMark reads them, structure and words."""

from hypothesis import HealthCheck, given, settings

from tests.unit.plugins.commonmark.habits import posts
from tests.unit.plugins.commonmark.reading import as_commonmark, markdown, normalised

MARKDOWN = markdown()


@settings(max_examples=600, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(posts())
def test_posts_are_read_as_commonmark_reads_them(text):
    ours = normalised(MARKDOWN.reset().convert(text))
    assert ours == as_commonmark(text)
