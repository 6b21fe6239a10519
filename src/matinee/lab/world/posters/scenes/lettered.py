"""A letter as the picture: the first of the name, and a landscape inside it."""

from PIL import Image

from matinee.lab.world.posters import figures
from matinee.lab.world.posters.colour import mix
from matinee.lab.world.posters.faces import BUBBLE, DIDONE, NARROW, POSTER, SLAB
from matinee.lab.world.posters.letters import set_line
from matinee.lab.world.posters.scenes.art import Art
from matinee.lab.world.posters.scenes.land import land_within
from matinee.lab.world.posters.writing import readable

_CENTRE = 0.52


def initial(art: Art) -> None:
    """The first letter of the name (or the last figure of the year) as tall as the sheet allows."""
    c, p = art.canvas, art.palette
    ground = mix(p.shade, p.deep, 0.3) if art.night else art.one_of(p.paper, p.glow, p.mid)
    c.wash((0.0, ground), (1.0, mix(ground, p.deep if art.night else p.glow, 0.3)))
    letters = [character for character in readable(art.look.name) if character.isalnum()]
    letter = (letters or [str(art.look.year)[-1]])[0].upper()
    face = (NARROW, POSTER, SLAB, DIDONE, BUBBLE)[art.whole(0, 4)]
    mask = set_line(letter, face, 0.5 * c.width, rng=art.rng)
    box = mask.getbbox() or (0, 0, *mask.size)
    mask = mask.crop(box)
    tall = round(0.84 * c.width)
    broad = min(round(0.88 * c.width), round(mask.width * tall / mask.height))
    at = ((c.width - broad) // 2, round((_CENTRE - 0.42) * c.width))
    whole = Image.new("L", c.image.size, 0)
    whole.paste(mask.resize((broad, tall), Image.Resampling.BICUBIC), at)
    slip = round(0.014 * c.width)
    c.image.paste(mix(ground, p.shade, 0.35), (slip, slip), whole)
    world = Art(type(c)(c.width // 2), p, art.rng, art.look, art.zone)
    land_within(world, _CENTRE - 0.42, night=False)
    c.image.paste(world.canvas.image, (0, 0), whole)
    figures.stand(
        c,
        figures.coat() if art.chance(0.5) else figures.walker(),
        at=(art.pick(0.3, 0.7), _CENTRE + 0.42 + 0.002),
        tall=0.13,
        colour=p.shade,
    )
