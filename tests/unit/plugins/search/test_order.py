"""Filters and their values leave Pagefind shuffled, and us sorted."""

import gzip
import json

import cbor2
import pytest

from plugins.search.engine import SearchError
from plugins.search.order import in_order

SIGNATURE = b"pagefind_dcd"


def packed(value) -> bytes:
    return gzip.compress(SIGNATURE + cbor2.dumps(value))


def files(filters: list, order: list[str], **more: bytes) -> dict[str, bytes]:
    """What Pagefind would write for filters given as (name of its file, name, values), listed in `order`."""
    names = {name: file for file, name, _ in filters}
    meta = ["1.5.2", [["en-gb_page1", 40], ["en-gb_page2", 30]], [["a", "z", "en-gb_words"]], [[name, names[name]] for name in order], [], ["title"]]
    entry = {"version": "1.5.2", "languages": {"en-gb": {"hash": "en-gb_meta", "wasm": "en-gb", "page_count": 2}}}
    made = {f"filter/{file}.pf_filter": packed([name, values]) for file, name, values in filters}
    made["pagefind.en-gb_meta.pf_meta"] = packed(meta)
    made["pagefind-entry.json"] = json.dumps(entry).encode()
    return made | more


ONE = files([("en-gb_1", "tag", [["work", [0]], ["care", [0, 1]]]), ("en-gb_2", "year", [["2015", [1]], ["2014", [0]]])], ["tag", "year"])
OTHER = files([("en-gb_8", "year", [["2014", [0]], ["2015", [1]]]), ("en-gb_9", "tag", [["care", [0, 1]], ["work", [0]]])], ["year", "tag"])


def test_two_shuffled_runs_become_the_same_bytes():
    assert in_order(ONE) == in_order(OTHER)
    assert list(in_order(ONE)) == list(in_order(OTHER))


def test_nothing_is_lost_and_every_name_leads_to_its_file():
    ordered = in_order(ONE)
    entry = json.loads(ordered["pagefind-entry.json"])
    meta = cbor2.loads(ordered[f"pagefind.{entry['languages']['en-gb']['hash']}.pf_meta"].removeprefix(SIGNATURE))
    before = cbor2.loads(gzip.decompress(ONE["pagefind.en-gb_meta.pf_meta"]).removeprefix(SIGNATURE))
    assert [part for number, part in enumerate(meta) if number != 3] == [part for number, part in enumerate(before) if number != 3]
    assert [name for name, _ in meta[3]] == ["tag", "year"]
    read = {name: cbor2.loads(ordered[f"filter/{file}.pf_filter"].removeprefix(SIGNATURE)) for name, file in meta[3]}
    assert read == {"tag": ["tag", [["care", [0, 1]], ["work", [0]]]], "year": ["year", [["2014", [0]], ["2015", [1]]]]}
    assert len(ordered) == len(ONE)


def test_other_values_get_another_name_and_so_does_what_names_them():
    """Browsers keep these files for good: under an old name they would never see the new values."""
    changed = files([("en-gb_1", "tag", [["work", [0]]]), ("en-gb_2", "year", [["2015", [1]], ["2014", [0]]])], ["tag", "year"])
    one, other = set(in_order(ONE)), set(in_order(changed))
    assert len(one - other) == 2
    assert {name.rpartition(".")[2] for name in one - other} == {"pf_filter", "pf_meta"}


def test_what_has_an_order_already_is_not_touched():
    rest = {"fragment/en-gb_page1.pf_fragment": b"\x1f\x8b", "index/en-gb_words.pf_index": b"\x00", "pagefind.js": b"export"}
    ordered = in_order(ONE | rest)
    assert {name: ordered[name] for name in rest} == rest


@pytest.mark.parametrize(
    "harm",
    [
        {"filter/en-gb_1.pf_filter": b"not compressed"},
        {"filter/en-gb_1.pf_filter": gzip.compress(b"another signature" + cbor2.dumps(["tag", []]))},
        {"filter/en-gb_1.pf_filter": gzip.compress(SIGNATURE + b"\x9f\x63tag\x80\xff")},  # the same values, written otherwise
        {"filter/en-gb_1.pf_filter": packed({"tag": []})},
        {"pagefind.en-gb_meta.pf_meta": packed(["2.0"])},
        {"pagefind-entry.json": b'{"languages": {"en-gb": {"hash": "en-gb_gone"}}}'},
        {"pagefind-entry.json": b"<html>"},
    ],
)
def test_a_format_that_is_not_known_is_refused_with_the_cure(harm):
    with pytest.raises(SearchError, match="requirements.txt"):
        in_order(ONE | harm)
