"""What follows from a language tag (BCP 47) for whoever shows words in that language: direction, HTML attributes, locale."""

from markupsafe import Markup

# Scripts that run from right to left, and languages that are written in one when their tag names none:
# https://www.unicode.org/Public/UCD/latest/ucd/Scripts.txt, and CLDR’s likely subtags.
_SCRIPTS = frozenset(
    "adlm arab aran armi avst chrs cprt elym hatr hebr hung khar lydi mand mani mend merc mero narb nbat nkoo orkh ougr palm phli phlp phnx "
    "prti rohg samr sarb sogd sogo syrc syre syrj syrn thaa yezi".split()
)
_LANGUAGES = frozenset(
    "abh acm acq acw acx acy adf aeb aec afb aii aij ajp apc apd ar arb arc ary ars arz auz ave avl ayh ayl ayn ayp azb bal bcc bgn bgp bqi brh ckb "
    "dcc dv fa gjk glk goz hac haz hbo he hnd hno jpr jrb khw ks lrc lsa luz mid myz mzn nqo ota pal pbt pbu pes phl phn plk pnb prd prs ps rhg rmt "
    "sam sd sdh shu skr syc syr tmr trw ug ur uzs vaf wsg xco xhe ydd yi yih yud".split()
)
# The same language in another script, by where it is written.
_REGIONS = {
    **dict.fromkeys("az-iq az-ir ha-cm ha-sd kk-af kk-cn kk-ir kk-mn ku-iq ku-ir ku-lb ky-cn ms-cc pa-pk tg-pk uz-af".split(), True),
    **dict.fromkeys("sd-in ug-kz ug-mn".split(), False),
}


def direction(language: str) -> str:
    """`rtl` for a language that is written from right to left, else `ltr`."""
    code, *others = language.lower().split("-")
    if script := next((part for part in others if len(part) == 4 and part.isalpha()), ""):
        return "rtl" if script in _SCRIPTS else "ltr"
    region = next((part for part in others if len(part) == 2), "")
    return "rtl" if _REGIONS.get(f"{code}-{region}", code in _LANGUAGES) else "ltr"


def is_english(language: str) -> bool:
    """Whether a language is English, of whichever country, in Latin letters."""
    code, *others = language.lower().split("-")
    return code == "en" and not any(len(part) == 4 and part.isalpha() and part != "latn" for part in others)


def attributes(language: str | None) -> Markup:
    """` lang="ar" dir="rtl"`, to stand behind the name of an element; "" when no language is given, and the one around it goes on."""
    return Markup(' lang="{}" dir="{}"').format(language, direction(language)) if language else Markup("")


def og_locale(language: str) -> str:
    """As Open Graph wants it: `en_GB`, or `ar` where the tag names no country. Scripts and variants have no place there."""
    code, *others = language.split("-")
    region = next((part.upper() for part in others if len(part) == 2), "")
    return f"{code.lower()}_{region}" if region else code.lower()
