"""Language tags (BCP 47, RFC 5646) as an editor writes them: checked against the registry, with a cure for the usual slips."""

from newsroom.language_names import NAMES, SHORTER, WITHDRAWN
from newsroom.problems import closest_match
from newsroom.subtags import LANGUAGES, REGIONS, SCRIPTS, VARIANTS

# The code of a country where the code of its language belongs.
_COUNTRIES = {"cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "gr": "el", "il": "he", "ir": "fa", "jp": "ja", "pk": "ur"}
_COUNTRIES |= {"ua": "uk", "us": "en", "vn": "vi"}
_REGIONS = {"UK": "GB", "EN": "GB"}
_HINT = "a code such as en, ar, fa or pt-BR"


def language_tag(value: str) -> str:
    """`value` as a tag in the usual letters: `AR-eg` gives `ar-EG`. Raises ValueError, “message; cure”, unless every part is in the registry."""
    given = value.split("-")
    language, rest = given[0].lower(), given[1:]
    if language not in NAMES and language not in LANGUAGES:
        raise ValueError(_unknown(value))
    script = rest.pop(0).title() if rest and len(rest[0]) == 4 and rest[0].isalpha() else ""
    region = rest.pop(0).upper() if rest and (len(rest[0]) == 2 or (len(rest[0]) == 3 and rest[0].isdigit())) else ""
    variants = [part.lower() for part in rest]
    if script and script not in SCRIPTS:
        raise ValueError(_wrong(value, script, "script", [language, *filter(None, [region]), *variants]))
    if region and region not in REGIONS:
        raise ValueError(_wrong(value, region, "country", [language, *filter(None, [script, _REGIONS.get(region)]), *variants]))
    if (bad := next((part for part in variants if part not in VARIANTS), None)) is not None:
        raise ValueError(_wrong(value, bad, "part of a language tag", [language, *filter(None, [script, region])]))
    return "-".join(filter(None, [language, script, region, *variants]))


def _wrong(value: str, part: str, what: str, better: list[str]) -> str:
    return f"“{value}” is not a language tag, because “{part}” is not a {what}; did you mean “{'-'.join(better)}”?"


def _unknown(value: str) -> str:
    """Message and cure for a tag whose language nobody knows."""
    plain = value.lower().replace("_", "-")
    code, _, rest = plain.partition("-")
    by_name = {name.lower(): code for code, name in NAMES.items()}
    better = SHORTER.get(code) or WITHDRAWN.get(code) or _COUNTRIES.get(code) or by_name.get(plain)
    if not better and plain != value.lower() and (code in NAMES or code in LANGUAGES):
        better = code
    if better and rest and plain not in by_name:
        better = _tried(f"{better}-{rest}") or better
    if not better:
        better = by_name.get(closest_match(plain, by_name, cutoff=0.75), "")
    hint = f"did you mean “{better}”?" if better else f"write {_HINT}"
    return f"“{value}” is not a language tag; {hint}"


def _tried(tag: str) -> str:
    """The tag in the usual letters; "" when it is not one."""
    try:
        return language_tag(tag)
    except ValueError:
        return ""
