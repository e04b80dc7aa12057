import csv
import os
import statistics

from metaflow import FlowSpec, IncludeFile, card, current, step
from metaflow.cards import Markdown, Table

MOVIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "movies.csv")


class MovieStatsFlow(FlowSpec):
    """What the films of each genre made: a task per genre, and their results in one table."""

    movie_data = IncludeFile("movie_data", default=MOVIES, help="The file of films.")

    @step
    def start(self):
        """Reads the films and starts a task for each genre."""
        self.movies = [dict(row, gross=int(row["gross"])) for row in csv.DictReader(self.movie_data.splitlines())]
        self.genres = sorted({genre for movie in self.movies for genre in movie["genres"].split("|")})
        self.next(self.compute_statistics, foreach="genres")

    @step
    def compute_statistics(self):
        """Finds the quartiles of one genre; self.input is the item that this task got."""
        self.genre = self.input
        self.ranked = sorted(
            (movie for movie in self.movies if self.genre in movie["genres"].split("|")),
            key=lambda movie: (-movie["gross"], movie["movie_title"]),
        )
        self.quartiles = [round(cut) for cut in statistics.quantiles([movie["gross"] for movie in self.ranked], n=4)]
        print("%s: %d films" % (self.genre, len(self.ranked)))
        self.next(self.join)

    @card(type="blank")
    @step
    def join(self, inputs):
        """Makes one artifact of the genres' results, and a card of it."""
        self.genre_stats = {each.genre: {"quartiles": each.quartiles, "ranked": each.ranked} for each in inputs}
        rows = [[genre, len(found["ranked"]), *found["quartiles"]] for genre, found in self.genre_stats.items()]
        current.card.append(Markdown("# What films made, by genre"))
        current.card.append(Table(rows, headers=["genre", "films", "25 %", "50 %", "75 %"]))
        self.next(self.end)

    @step
    def end(self):
        """Prints the middle of each genre."""
        for genre, found in self.genre_stats.items():
            print("%-9s %9d" % (genre, found["quartiles"][1]))


if __name__ == "__main__":
    MovieStatsFlow()
