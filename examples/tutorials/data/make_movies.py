"""Writes movies.csv: films that nobody made, the same ones every time."""

import csv
import os
import random

FIRST = "Silent Crooked Paper Northern Hollow Copper Midnight Borrowed Frozen Distant Velvet Last".split()
SECOND = "Lighthouse Orchard Engine Cartographer Winter Harbour Accordion Glacier Detective Kitchen Satellite Parade".split()
GENRES = ["Adventure", "Comedy", "Crime", "Drama", "Sci-Fi"]


def make_movies():
    """Gives the rows, header first."""
    # Of a seeded generator only random() is the same in every version of Python.
    draw = random.Random(2019).random
    yield ["movie_title", "title_year", "genres", "gross"]
    for number in range(len(FIRST) * len(SECOND)):
        title = "%s %s" % (FIRST[number // len(SECOND)], SECOND[number % len(SECOND)])
        genres = sorted({GENRES[int(draw() * len(GENRES))] for _ in range(2)})
        yield [title, 1960 + int(draw() * 60), "|".join(genres), 5000 + int(draw() ** 3 * 500000) * 100]


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "movies.csv"), "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(make_movies())
