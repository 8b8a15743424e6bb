"""Private words that have been replaced, and the field's term for each. A word put back fails tests/architecture/test_vocabulary.py."""

# Anywhere within a name: parts of identifiers and of module names, in lower case.
WORDS: dict[str, str] = {
    "wire": "newsroom",
}

# Whole names.
NAMES: dict[str, str] = {
    "WireError": "NewsroomError",
    "library": "content_index",
    "Library": "ContentIndex",
    "read_library": "build_index",
    "open_library": "build_index_from_settings",
    "Entry": "ParsedDocument",
    "read_alone": "parse_file",
    "one_by_one": "parse_sequentially",
    "reread": "reload",
    "forget_sources": "release_sources",
    "forget_words": "release_html",
    "_check_together": "_validate_cross_references",
    "screen": "sanitizer",
    "unsafe": "find_disallowed",
    "clean_public": "sanitize_untrusted",
    "softened": "replace_disallowed",
    "Darkroom": "ImageRenderer",
    "darkroom": "renderer",
    "Word": "ShortText",
    "Moment": "DateTime",
    "Header": "FrontMatter",
    "switched_off": "disabled_features",
    "SwitchedOff": "DisabledFeatures",
    "kinds_off": "disabled_kinds",
    "curled": "with_smart_quotes",
    "prose": "smart_quotes",
    "own_addresses": "reserved_addresses",
    "wrong_aliases": "find_alias_conflicts",
    "shared_ids": "find_duplicate_feed_ids",
    "names_given_away": "find_name_leaks",
    "unread": "find_unused_files",
    "by_the_clock_of": "to_time_zone",
    "not_whole": "find_incomplete",
    "not_nested": "find_unbalanced",
    "guessed_address": "guess_address",
    "shown_by_code": "escape_hidden",
    "most_alike": "most_similar",
    "tightened": "minify",
    "ways_to_share": "share_links",
    "WAYS": "SERVICES",
    "for_paper": "prepare_for_print",
    "address_in_words": "readable_address",
    "at_the_desk": "desk_count",
    "move_under_root": "prefix_content",
    "BLUESKY_MOST": "BLUESKY_MAX_LENGTH",
    "MOST_WORDS": "MAX_WORDS",
    "Shelf": "Cache",
    "_Crew": "_Pool",
    "Closures": "TemplateDependencies",
    "Unforeseeable": "DynamicInclude",
    "only_whether": "truthiness_only",
    "LastOutput": "PreviousOutput",
    "SpreadingWriter": "CachingWriter",
    "spread": "parallel_map",
    "give_back": "release",
    "holds_until": "valid_until",
}

# Words of docstrings, as a regular expression without regard to case.
PHRASES: dict[str, str] = {}

# Classes of templates and style sheets.
CSS_CLASSES: dict[str, str] = {}
