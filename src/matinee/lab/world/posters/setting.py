"""Setting the type: the title where the scene left room, and the small print."""

from dataclasses import dataclass, replace

from PIL import Image

from matinee.lab.world.posters.breaking import Broken, break_evenly, break_to_width
from matinee.lab.world.posters.faces import NARROW, SENTENCE, TALL, Arrangement, Style
from matinee.lab.world.posters.ink import MARGIN, Sheet, small_inks, title_inks
from matinee.lab.world.posters.letters import ASCENT, CAP, Face, length_of, set_line
from matinee.lab.world.posters.look import Look
from matinee.lab.world.posters.printing import Impression, Inks, print_letters
from matinee.lab.world.posters.writing import readable, words_of

BILLING = replace(NARROW, wide=0.52, weight=0.004, tracking=0.05)
"""The face of the credits: narrow capitals, as on any poster."""
MARK = replace(TALL, wide=0.92, weight=0.008, tracking=0.30)
WHISPERED = replace(SENTENCE, weight=0.006, tracking=0.02)
SPACED = replace(TALL, wide=0.86, weight=0.004, tracking=0.16)
_FOOT, _CREDIT_STEP = 1.448, 0.033


@dataclass(frozen=True)
class Line:
    text: str
    face: Face
    size: float
    baseline: float


def set_type(sheet: Sheet, look: Look, style: Style) -> None:
    """Title, tagline, credits and the small marks. A name with nothing in it that can be set makes a poster without
    words, as for a teaser: the year stands in for it."""
    name = readable(look.name)
    billing = _billing(readable(look.credits))
    top = _FOOT - 0.024 - _CREDIT_STEP * len(billing.lines)
    if name:
        _set_title(sheet, name, style, credit_top=top, tagline=readable(look.tagline))
    else:
        _set_title(sheet, str(look.year), replace(style, largest=0.30), credit_top=top, tagline="")
    # Last, because a title may have laid a veil over the ground that the small print must be read on.
    _set_credits(sheet, look, billing, top=top)


def _set_title(sheet: Sheet, name: str, style: Style, *, credit_top: float, tagline: str) -> None:
    face, rng = style.face, sheet.rng
    arrangement: Arrangement = style.arrangements[int(rng.integers(len(style.arrangements)))]
    finish = style.finishes[int(rng.integers(len(style.finishes)))]
    words = words_of(name)
    if arrangement == "stack" and (len(words) == 1 or len(words) > 8):
        arrangement = "centred"
    low = sheet.zone == "low"
    layout = break_to_width if arrangement == "stack" else break_evenly
    leading = face.leading * (0.90 if face.case == "upper" else 1.02) + face.weight + max(face.thick_bars, 0.0)
    room = (1 - 2 * MARGIN, 0.33)
    broken = layout(words, lambda text: length_of(text, face), room=room, leading=leading, largest=style.largest)
    block = sum(broken.sizes) * leading - (leading - CAP) * broken.sizes[-1]
    below = 0.25 * broken.sizes[-1] if face.case != "upper" else 0.0
    top = credit_top - 0.038 - block - below * 0.6 if low else 0.085
    inks = title_inks(sheet, (top - 0.01, top + block + 0.01), finish)
    baseline = top + CAP * broken.sizes[0] - leading * broken.sizes[0]
    for text, size in zip(broken.lines, broken.sizes, strict=True):
        # The gap belongs to the line below it, so that in a stack small lines sit close to large ones.
        baseline += leading * size
        _set_line(sheet, Line(text, face, size, baseline), arrangement, inks)
    if tagline:
        y = top - 0.036 if low else top + block + below + 0.062
        _set_tagline(sheet, tagline, y, arrangement, upwards=low)


def _set_line(sheet: Sheet, line: Line, arrangement: Arrangement, inks: Inks) -> None:
    mask = set_line(line.text, line.face, line.size * sheet.width, rng=sheet.rng)
    box = mask.getbbox()
    if box is None:
        return
    mask = mask.crop((box[0], 0, box[2], mask.height))
    widest = round((1 - 1.2 * MARGIN) * sheet.width)
    if mask.width > widest:
        mask = mask.resize((widest, mask.height), Image.Resampling.BOX)
    x = MARGIN * sheet.width if arrangement == "left" else (sheet.width - mask.width) / 2
    y = (line.baseline - ASCENT * line.size) * sheet.width
    print_letters(Impression(sheet.image, mask, (round(x), round(y)), inks, line.size * sheet.width))


def _set_tagline(sheet: Sheet, text: str, y: float, arrangement: Arrangement, *, upwards: bool) -> None:
    """From a baseline down, or up to it."""
    face, largest = (WHISPERED, 0.034) if sheet.rng.random() < 0.5 else (SPACED, 0.026)
    broken = break_evenly(
        words_of(text), lambda part: length_of(part, face), room=(1 - 2.4 * MARGIN, 0.10), leading=1.4, largest=largest
    )
    step = broken.sizes[0] * 1.4
    first = y - (len(broken.lines) - 1) * step if upwards else y
    inks = small_inks(sheet, (first - 0.03, first + (len(broken.lines) - 1) * step + 0.012))
    where: Arrangement = "left" if arrangement == "left" else "centred"
    for index, part in enumerate(broken.lines):
        _set_line(sheet, Line(part, face, broken.sizes[0], first + index * step), where, inks)


def _set_credits(sheet: Sheet, look: Look, billing: Broken, *, top: float) -> None:
    """The billing at the foot, and under it the year."""
    mark = f"{look.year}" if look.kind == "movie" else f"A series · {look.year}"
    inks = small_inks(sheet, (top, 1.47))
    _set_line(sheet, Line(mark, MARK, 0.023, _FOOT), "centred", inks)
    for index, text in enumerate(reversed(billing.lines)):
        baseline = _FOOT - 0.037 - index * _CREDIT_STEP
        _set_line(sheet, Line(text, BILLING, billing.sizes[0], baseline), "centred", inks)


def _billing(text: str) -> Broken:
    if not text:
        return Broken((), ())
    return break_evenly(
        words_of(text), lambda part: length_of(part, BILLING), room=(1 - 2 * MARGIN, 0.10), leading=1.2, largest=0.034
    )
