"""Every file in content/ is read, or named with the place where it belongs."""

import pytest

LOST = {
    "article/x.md": ("error", "lies in content/article/", "did you mean “articles”?"),
    "Articles/x.md": ("error", "lies in content/Articles/", "did you mean “articles”?"),
    "posts/2014/x.md": ("error", "lies in content/posts/", "The folders are articles, "),
    "x.md": ("error", "lies in content/ itself", "articles, pages"),
    "readme.md": ("error", "lies in content/ itself", "articles, pages"),
    "articles/x.MD": ("error", "ends in .MD", "ends in .md"),
    "pages/x.markdown": ("error", "ends in .markdown", "ends in .md"),
    "articles/sub/x.txt": ("warning", "is no Markdown file", ".md"),
    "articles/x.md.bak": ("warning", "is no Markdown file", ".md"),
    "articles/tea.png": ("warning", "is a picture outside", "content/images/"),
    "image/tea.png": ("warning", "is a picture outside", "content/images/"),
    "tea.JPG": ("warning", "is a picture outside", "content/images/"),
    "notes/a.docx": ("warning", "lies in content/notes/", "The folders are"),
    "images/notes.txt": ("error", "is no picture", "save it again"),
}


@pytest.mark.parametrize("path", LOST)
def test_a_file_that_nobody_reads_is_named(newsroom, path):
    newsroom.write(path, "---\ntitle: A\n---\nWords.\n")
    severity, words, cure = LOST[path]
    (problem,) = newsroom.read().problems
    assert (problem.path, problem.severity) == (path, severity)
    assert words in problem.message
    assert cure in problem.cure


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        ".hidden.md",
        ".git/config",
        "articles/.x.md.swp",
        "articles/x.md~",
        "articles/#x.md#",
        "images/tea.png~",
        "images/Thumbs.db",
        "x.swp",
        "articles/4913",
    ],
)
def test_what_editors_and_systems_keep_for_themselves_is_passed_over(newsroom, path):
    newsroom.write(path, "anything")
    assert newsroom.read().problems == []


@pytest.mark.parametrize(
    ("extra", "body"),
    [
        ("image: {file: images/photo.heic, alt: Tea}\n", "Words."),
        ("", "![Tea]({static}/images/photo.heic)"),
        ("", "![Tea](/images/photo.heic)"),
        ("image: {file: images/photo.heic, alt: Tea}\n", "![Tea](/images/photo.heic)"),
    ],
)
def test_a_picture_that_is_refused_is_one_problem_and_the_post_waits_for_it(newsroom, extra, body):
    newsroom.write("images/photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100)
    path = newsroom.post(extra=extra, body=body)
    index = newsroom.read()
    (problem,) = index.errors
    assert (problem.path, problem.line) == ("images/photo.heic", 0)
    assert "is a HEIC photo" in problem.message
    assert path not in index.entries
