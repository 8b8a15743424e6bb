"""What `test` prints about coverage."""

from commands.testing import coverage_table


def test_the_table_adds_up_each_room_and_says_when_there_is_nothing_to_count():
    def entry(lines, of_lines, branches, of_branches):
        return {"summary": {"covered_lines": lines, "num_statements": of_lines, "covered_branches": branches, "num_branches": of_branches}}

    rows = coverage_table({"newsroom/a.py": entry(1, 2, 0, 0), "newsroom/b/c.py": entry(2, 2, 1, 4), "desk/x.py": entry(3, 3, 0, 0)}).split(
        "\n"
    )
    assert rows[1].split() == ["newsroom", "75%", "25%"]
    assert rows[2].split() == ["plugins", "–", "–"]
    assert rows[3].split() == ["desk", "100%", "–"]
