"""Forty-eight looks that show what the posters can do: for the contact sheet, and to judge changes by."""

from matinee.lab.world.posters.look import Look

_BRIEFS = """
The Quiet Orchard|Drama,Romance|wistful|1996
Midnight Arcade|Sci-Fi,Action|neon|2007
Ashfall|War,Drama|bleak|1991
Who Ate My Sandwich?|Comedy|playful|1958
The Last Lamplighter|Mystery,Drama|dark|1985
Rust & Honey|Romance,Western|warm|1970
Signal at Dawn|Sci-Fi,Thriller|tense|1945
Bramble and the Big Moon|Children,Animation|playful|2021
Nocturne for Two|Romance,Musical|romantic|1956
House of Nine Doors|Horror,Mystery|eerie|1972
Crown of Salt|Fantasy,Adventure|epic|2006
Dead Reckoning Street|Crime,Thriller|furious|2011
A Short History of Silence|Documentary|bleak|1994
Paper Tigers|Crime,Comedy|tense|1985
Far Country|Western|epic|2018
The Understudy|Musical,Comedy|warm|1967
Salt|Drama|dreamy|1987
Eleven Minutes|Action,Thriller|furious|1995
The Widow Wore Grey|Film-Noir,Crime|dark|1952
Under the Cinnamon Tree|Romance,Drama|romantic|2016
Hollow Pines|Horror|dark|2005
Interstate 9|Thriller,Drama|bleak|1999
Zephyr|Adventure,Children|dreamy|1982
The Cartographer's Daughter|Adventure,Drama|epic|1973
Glass Harbour|Mystery,Thriller|eerie|1959
Good Morning, Mr. Fox|Children,Comedy|warm|2007
Orbit|Sci-Fi|dreamy|1998
Black Ice Protocol|Action|tense|1997
Letters I Never Sent to My Mother in Lisbon|Drama|wistful|2007
Copper Line|Western,War|furious|1954
Electric Saints|Crime,Action|neon|1988
The Lighthouse Keeper's Wife|Drama,Mystery|wistful|1978
Pocketful of Planets|Animation,Sci-Fi|playful|2004
Velvet Hammer|Film-Noir,Thriller|tense|1952
Nobody's Parade|War,Comedy|furious|2011
Stairway to the Cellar|Horror,Thriller|eerie|2011
Champagne at the Savoy Roof|Musical,Romance|romantic|1938
The Bees|Documentary|warm|1992
Kingdom of Moths|Fantasy,Horror|dark|1984
Second Helping|Comedy,Romance|warm|1989
Sleepwalker City|Sci-Fi,Film-Noir|neon|2025
Twelve Winters|Drama,War|bleak|1961
The Great Pickle Robbery|Children,Crime|playful|1983
Vertigo Lane|Thriller,Mystery|tense|1964
Moonshine Express|Action,Comedy|warm|2001
Iris|Mystery,Sci-Fi|eerie|1990
Été à São Tomé|Romance,Comedy|dreamy|2013
When the River Forgets Its Name|Drama,Fantasy|dreamy|1999
"""
_TAGLINES = (
    "",
    "Some doors open only once.",
    "",
    "Every winter ends.",
    "He came for the money. He stayed for the pie.",
    "",
    "The truth is a long way down.",
    "",
)
_CREDITS = (
    "photographed in Winter and Spring  cut in Summer  shown at Night",
    "a film in Four Chapters",
    "",
    "with The Whole Company  music for Strings and One Trumpet  in Colour and Black and White",
)


def specimens(*, seed: int = 15) -> tuple[Look, ...]:
    """The forty-eight; another seed gives other pictures to the same names."""
    looks = []
    for index, brief in enumerate(_BRIEFS.strip().splitlines()):
        name, genres, mood, year = brief.split("|")
        looks.append(
            Look(
                name=name,
                genres=tuple(genres.split(",")),
                mood=mood,
                year=int(year),
                kind="show" if index % 5 == 3 else "movie",
                seed=index + 1000 * seed,
                tagline=_TAGLINES[(index * 3 + seed) % len(_TAGLINES)],
                credits=_CREDITS[index % len(_CREDITS)],
            )
        )
    return tuple(looks)
