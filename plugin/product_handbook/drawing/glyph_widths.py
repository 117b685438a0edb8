"""How far a character carries the line, in em: never less than in any common user-interface font.

The greatest advance, bold or regular, of DejaVu Sans, Noto Sans with the Noto fonts of every script, Liberation Sans
(as wide as Arial and Helvetica), Roboto and Inter (as wide as San Francisco), measured in Chromium 156; outside ASCII
one per cent is added and the sum rounded up to a twentieth.
"""

_ASCII = """
     35  46  56  84  70 102  88  34  46  46  56  84  38  47  38  42
     70  70  70  70  70  70  70  70  70  70  40  40  84  84  84  62
    102  78  77  74  84  69  69  83  84  39  59  78  64 100  84  86
     74  86  78  73  69  82  78 111  78  74  73  46  43  46  84  56
     50  68  72  60  72  68  44  72  72  35  35  67  35 105  72  69
     72  72  50  60  48  72  66  93  65  66  59  72  56  72  84
"""
ASCII = tuple(map(int, _ASCII.split()))
"""Hundredths of an em, from the space to the tilde."""

GROUPS = (
    (0.1, "\u031b"),  # the horn of Vietnamese letters
    (0.3, "เใ"),
    (0.35, "ı͵іјะโไ′"),
    (0.35, "\u0627\u0640"),
    (0.4, "·łΙІ‘’‚‛‧"),
    (0.45, "¹ſιาๅ‵‹›"),
    (0.5, "¡²³ľŧรว‐"),
    (0.55, "°´¸гґงจธฯ๔๕๖๙․"),
    (0.55, "\u0621\u062f\u0630"),
    (0.6, "¦¯ºŀͱͺͻͼͽͿ΄ΊεζξςЈзстэєขฃชซฐยลสหอฮแ๐๑๓๘‖‗†‡˘˙"),
    (0.6, "\u0629\u0631\u0632\u0647\u0698\u06d2"),
    (0.6, "˚˛˜˝"),
    (0.65, "§¨¿ĿŁΓτГвьяѕҐกคฅฆฉฎฏฑดตถทนบปภมฤฦศษๆ๏๒•‣‶⃀"),
    (0.65, "\u0648\u06c1"),
    (0.7, "«¶»ðøĸŦΕΞΤγδθλνουχЕТаекнопухчџผฝฟฬ–“”„‟₿"),
    (0.7, "\u0639\u063a"),
    (0.75, "¢£¥ÞßþđŋͰͷ΅ΖΡΣΥαβηκμρЄЅЗРСЭбилрцђћพ฿๗‒‸₡₢₣₤₫€"),
    (0.75, "\u062c\u062d\u062e\u0645\u0686"),
    (0.75, "₮₰₵₶₷₸₹₺₽"),
    (0.8, "¤ďħΑΒΔΚΛΧπσϏАБВУХЬЯъ๚₱₲₳₾"),
    (0.8, "\u0620\u063d\u063e\u063f\u05e9"),
    (0.85, "¬±Ð×÷ĐŊͳͶΆΗΝΠφψЏИКЛНПЧд₦₭₻−≈≠≤≥"),
    (0.9, "ØΈΘΟΩωЂДОм๛‷₴₼✓✗"),
    (0.9, "\u063b\u063c\u0644\u0646"),
    (0.95, "ΌΏΦΨЋЦЪыฌญฒณ₠₪↑↓●অૐॐૠজଆଫଔ"),
    (0.95, "\u0642\u0643\u0649\u064a\u06cc"),
    (1.0, "ĦΎюњ■Խտփապխਆຆຑញយϑϓϖϰϵ"),
    (1.05, "©®¼½¾ͲΉΜМФЫжфљ—―…™←→ঞआऑऒओऔॴॵຫ"),
    (1.05, "\u0628\u062a\u062b\u0637\u0638\u067e\u06a9\u06af"),
    (1.1, "Ææш₥∞▲△▼▽◆★☆આઑઓઔຒ༂ლᏍᎺᏛᏬዂᏊᎇᏯᎳᏪጯጢጡ"),
    (1.15, "œЊщ₩༃ጩሙጨጫጮጪᎤᏅጤጭዀ"),
    (1.2, "ŒЉЮআᎁ"),
    (1.2, "\u0641"),
    (1.25, "ЖШ₨№ಋౡ"),
    (1.3, "ಯಝఝయၮဏᎃጬណឈ"),
    (1.3, "\u06fa\u06aa"),
    (1.35, "Щ༒ᎀᏉ"),
    (1.4, "༇ဤဩ"),
    (1.4, "\u0633\u0634\u0635\u0636\u069d\u069e\u069a\u069b\u069c"),
    (1.45, "៚"),
    (1.5, "‰₯ੴఋಊ"),
    (1.55, "₧"),
    (1.6, "ೠဿ"),
    (1.65, "ஹඐ෩ඎ༺༻࿐"),
    (1.7, "ணആഝ"),
    (1.75, "൷෴"),
    (1.8, "ౠഈ"),
    (1.95, "‱"),
    (2.0, "௸៘"),
    (2.05, "ഐ൝"),
    (2.2, "൸"),
    (2.25, "௵"),
    (2.5, "ဪ"),
    (7.3, "﷽"),
)
"""Characters that stand out from their range."""

RANGES = (
    (0x00080, 1.35),  # Latin, other
    (0x00370, 1.15),  # Greek, other
    (0x00460, 1.55),  # Cyrillic, other
    (0x00530, 0.95),  # Armenian
    (0x00590, 0.75),  # Hebrew
    (0x00600, 1.2),  # Arabic
    (0x00700, 1.35),  # Syriac, Thaana, NKo, Samaritan
    (0x00900, 0.9),  # Devanagari, Bengali, Gurmukhi, Gujarati
    (0x00B00, 0.9),  # Oriya
    (0x00B80, 1.6),  # Tamil
    (0x00C00, 1.15),  # Telugu, Kannada
    (0x00D00, 1.55),  # Malayalam
    (0x00D80, 1.45),  # Sinhala
    (0x00E00, 0.95),  # Thai, Lao
    (0x00F00, 1.0),  # Tibetan
    (0x01000, 1.15),  # Myanmar
    (0x010A0, 0.95),  # Georgian, Hangul Jamo
    (0x01200, 1.05),  # Ethiopic, Cherokee
    (0x01400, 2.05),  # Canadian syllabics, Ogham, Runic, Philippine
    (0x01780, 0.95),  # Khmer
    (0x01800, 1.85),  # Mongolian to Vedic
    (0x01D00, 1.5),  # phonetic, Latin and Greek extended
    (0x02000, 1.15),  # punctuation, super- and subscripts
    (0x02100, 1.5),  # letter-like, arrows, mathematics, technical
    (0x02460, 1.8),  # enclosed, boxes, shapes, symbols, supplementary arrows
    (0x02C00, 1.4),  # Glagolitic to Georgian supplement
    (0x02E00, 2.9),  # supplementary punctuation
    (0x02E80, 1.05),  # narrow signs of East Asia
    (0x0A4D0, 1.45),  # Lisu to Syloti
    (0x0A840, 2.05),  # Phags-pa to Meetei
    (0x0ABC0, 1.0),  # Hangul extensions
    (0x0FB00, 1.75),  # presentation forms
    (0x10000, 2.8),  # ancient and small scripts
    (0x12000, 4.7),  # Cuneiform
    (0x13000, 2.05),  # hieroglyphs
    (0x16800, 1.5),  # Bamum to Khitan
    (0x1D000, 1.55),  # music, mathematical alphabets
    (0x1E000, 2.2),  # Nyiakeng to Arabic mathematics
    (0x1F000, 1.5),  # tiles, cards, pictographs
    (0x1F800, 2.75),  # supplementary arrows
    (0x1F900, 1.5),  # pictographs
)
"""First code point and advance; a range reaches to the next one."""
