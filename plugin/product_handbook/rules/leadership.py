"""Whether a text claims the company's own rank among its rivals, as in "become the leader in documents".

Leaders, leads and leading causes are what many a good mission is about, so a word of rank alone says nothing. It is a
claim where the company gives the rank to itself, or to what it is or sells.
"""

import re

_RANK_ONE = re.compile(r"\b(?:number[- ]?(?:one|1)|no\.? ?1|nr\.? ?1)\b|[#№] ?1\b")
_SENTENCE_END = re.compile(r"[.!?;:](?=\s|$)")

_BREAKS = (
    "a|all|an|and|any|as|at|better|but|by|each|every|for|from|good|in|like|not|of|on|or|than|that|the|their|them|there"
    "|to|when|where|which|who|with|your"
)
_GAP = rf"(?:(?!(?:{_BREAKS})\b)[\w'&-]+ )"
"""A word within a noun phrase, such as "global" in "the global leader"."""
_END = rf"(?=$|[,)]| (?:{_BREAKS}|worldwide|globally|across|among|based)\b)"
"""Where a noun phrase ends, so that "a leading software team" is not a leading software."""

_CLASS = r"(?:(?:world|best[- ](?:in|of))[- ](?:class|breed)|(?:world|market|industry|category|class)[- ]leading)"
_PRAISE = r"(?:world-class|best-in-class)"
_FIRST = rf"(?:leading|foremost|premier|pre-?eminent|dominant|number-one|largest|biggest|top(?![\w-])|{_CLASS})"
_NO_RANK = (
    rf"(?! {_GAP}{{0,2}}(?:(?:cause|killer|reason|source|problem|risk|threat|goal|rule|need|task|concern|question)s?"
    r"|worr(?:y|ies)|priorit(?:y|ies))\b)"
)
"""What can lead or come first without being a company."""
_LEADER = r"(?:leader(?![\w'-])|leaders(?= (?:in|for|among)\b|$))"

_SELF = (
    r"(?:compan(?:y|ies)|organi[sz]ation|enterprise|firm|business|brand|bank|insurer|airline|retailer|agency|consultancy"
    r"|provider|supplier|vendor|maker|manufacturer|producer|publisher|operator|partner|player|employer|name|choice"
    r"|destination|marketplace|platform|suite|app|tool|product|solution|service|store|shop)"
)
_SOLD = (
    r"(?:products?|services?|solutions?|software|technolog(?:y|ies)|platforms?|experiences?|offerings?|quality|support)"
)

_SOMEBODY = r"(?!(?:every|each|any|no|some|who|what|where|when|if)\w*\b)[\w&'-]+"
_AIM = r"(?:mission|vision|goal|aim|purpose|ambition|aspiration|dream)"
_WANT = r"(?:(?:want|aim|strive|exist|aspire|intend|plan|work|seek)s?|will|(?:am|are|is) here)"
_TO = rf"(?:(?:our|the|its) (?:[\w'-]+ )?{_AIM} (?:is )?)?(?:{_SOMEBODY} {_WANT} )?(?:to )?"
"""How a sentence about the company itself begins: "Our mission is to ...", "We want to ...", "To ..."."""
_HELPING = (
    rf"{_TO}(?:help|enable|let|empower|teach|train|inspire|allow|prepare|coach|equip|encourage|guide|give|make|support"
    r"|show|develop|raise|educate|mentor|turn|get|assist|ensure|bring)\b"
)
"""How a sentence about what others become begins."""

_BEING = r"(?:be|become|becoming|being|remain|remaining|stay|staying|(?:establish|position) [\w'-]+)"
_SEEN_AS = r"(?: (?:known|recogni[sz]ed|seen|regarded|respected))?(?: as)?"
_ALSO = rf"^(?!{_HELPING}).* and (?:to )?"
_WE_ARE = rf"(?:^{_TO}{_BEING}|^we(?: a|')re|\b(?:by|while) {_BEING}|{_ALSO}{_BEING})"
_RIVALS = rf"(?:the|our|its|every|this) {_GAP}{{0,3}}(?:market|industry|category|sector)s?\b"
_THE = r"(?:the|an?|our|your|as)"
_EACH_HOME = r"(?! (?:every|each) (?:\w*room|house|home|one|of)\b)"
_FOR_ALL = r"(?!.*\b(?:free|affordable|accessible|available|anyone|everyone)\b)"

_CLAIMS = tuple(
    re.compile(claim)
    for claim in (
        # To become the global leader in ...; We are the number one bank
        rf"{_WE_ARE}{_SEEN_AS} (?:one of )?(?:the |a |an |our )?{_GAP}{{0,4}}?(?:{_FIRST}\b{_NO_RANK}|{_LEADER})",
        # Blue is the leader in ...
        rf"^{_SOMEBODY} is (?:the|a|an|our) {_GAP}{{0,4}}?leader(?! (?:of|that|who)\b)(?![\w'-])",
        # Be the best bank in ...; Be second to none
        rf"{_WE_ARE} (?:second to none|(?:the )?{_GAP}?best {_GAP}{{0,2}}?{_SELF} in (?!every|each)\w)",
        # The leader in ...; Number one in ...; but not: A leader in every classroom
        rf"^(?:the |a |an |our )?{_GAP}{{0,4}}?(?:leader|number-one|{_CLASS}) (?:in|for|among)\b{_EACH_HOME}",
        # Serve families as the leader in ...; but not: Help people grow as a leader in ...
        rf"^(?!{_HELPING}).* as (?:the|a|an|our) {_GAP}{{0,4}}?(?:leader|number-one|{_CLASS}) (?:in|for|among)\b",
        # Leading provider of ...
        rf"^{_GAP}{{0,3}}?{_FIRST} {_GAP}{{0,4}}?{_SELF}{_END}",
        # Build the world's leading suite; but not: Help shops become the number one choice of their street
        rf"^(?!{_HELPING}.* {_BEING} ).*(?:(?<!than )\b{_THE} |'s ){_GAP}{{0,3}}?{_FIRST} {_GAP}{{0,4}}?{_SELF}{_END}",
        # Deliver best-in-class solutions; but not: Give every school a world-class platform; nor: ... for free
        rf"^(?!{_HELPING}.* (?:every|each|any)\b){_FOR_ALL}.*\b{_CLASS} {_GAP}{{0,3}}?(?:{_SOLD}|{_SELF}){_END}",
        # Build best-in-class documents; World-class documents for teams; Be the world's best bank
        rf"^(?!{_HELPING}){_FOR_ALL}.*\b{_PRAISE}\b",
        rf"{_WE_ARE} the world's best\b",
        # Achieve market leadership
        rf"^(?!{_HELPING}).*\b(?:market|industry|category) leadership\b",
        # Lead the industry in ...; ... and dominate our market
        rf"(?:^{_TO}|^we |{_ALSO})(?:lead|dominate|own|conquer|rule) {_RIVALS}",
    )
)


def claims_leadership(text: str) -> bool:
    """Whether an English sentence in the text claims that its company leads, is number one or in a class of its own."""
    plain = _RANK_ONE.sub("number-one", " ".join(text.casefold().replace("’", "'").replace("‑", "-").split()))
    sentences = (sentence.strip(' "“”*_') for sentence in _SENTENCE_END.split(plain))
    return any(claim.search(sentence) for sentence in sentences for claim in _CLAIMS)
