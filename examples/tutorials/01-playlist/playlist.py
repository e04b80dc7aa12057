import csv
import os
import random

from metaflow import FlowSpec, IncludeFile, Parameter, step

MOVIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "movies.csv")


class PlayListFlow(FlowSpec):
    """A playlist of films: the best of a genre, and one film of any other as a surprise."""

    movie_data = IncludeFile("movie_data", default=MOVIES, help="The file of films.")
    genre = Parameter("genre", default="Sci-Fi", help="What the films of the playlist are about.")
    recommendations = Parameter("recommendations", default=5, help="How many films the playlist has.")
    seed = Parameter("seed", default=1, help="Another one gives another surprise.")

    @step
    def start(self):
        """Reads the films, then does two things side by side."""
        self.movies = list(csv.DictReader(self.movie_data.splitlines()))
        self.next(self.genre_movies, self.bonus_movie)

    @step
    def genre_movies(self):
        """Takes the films of the genre, those that made most money first."""
        films = [film for film in self.movies if self.genre in film["genres"].split("|")]
        films.sort(key=lambda film: (-int(film["gross"]), film["movie_title"]))
        self.playlist = [film["movie_title"] for film in films[: self.recommendations]]
        self.next(self.join)

    @step
    def bonus_movie(self):
        """Draws a film of another genre."""
        others = [film for film in self.movies if self.genre not in film["genres"].split("|")]
        film = others[int(random.Random(self.seed).random() * len(others))]
        self.bonus = (film["movie_title"], film["genres"])
        self.next(self.join)

    @step
    def join(self, inputs):
        """Brings both together: each artifact that only one of them made, or that is the same in both."""
        self.merge_artifacts(inputs)
        self.next(self.end)

    @step
    def end(self):
        """Prints the playlist."""
        print("Films of the genre %s" % self.genre)
        for place, title in enumerate(self.playlist, start=1):
            print("%d. %s" % (place, title))
        print("And a surprise: %s (%s)" % self.bonus)


if __name__ == "__main__":
    PlayListFlow()
