import os
from io import StringIO

from metaflow import FlowSpec, IncludeFile, Parameter, pypi, pypi_base, step

MOVIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "movies.csv")


@pypi_base(python="3.11", packages={"pandas": "2.2.3"})
class PlayListFlow(FlowSpec):
    """The playlist with a surprise that sounds like a hint. All steps have pandas, one of them a package more."""

    movie_data = IncludeFile("movie_data", default=MOVIES, help="The file of films.")
    genre = Parameter("genre", default="Sci-Fi", help="What the films of the playlist are about.")
    hint = Parameter("hint", default="Silver Lightness", help="What the title of the surprise is like.")
    recommendations = Parameter("recommendations", default=5, help="How many films the playlist has.")

    @step
    def start(self):
        """Makes a data frame of the films."""
        import pandas

        self.movies = pandas.read_csv(StringIO(self.movie_data))
        self.next(self.genre_movies, self.bonus_movie)

    @step
    def genre_movies(self):
        """Takes the films of the genre, those that made most money first."""
        films = self.movies[self.movies["genres"].str.split("|").map(lambda genres: self.genre in genres)]
        best = films.sort_values(["gross", "movie_title"], ascending=[False, True])
        self.playlist = list(best["movie_title"].head(self.recommendations))
        self.next(self.join)

    @pypi(packages={"rapidfuzz": "3.10.1"})
    @step
    def bonus_movie(self):
        """Finds the title with the fewest letters to change. Only the environment of this step has rapidfuzz."""
        from rapidfuzz.distance import Levenshtein

        distances = self.movies["movie_title"].map(lambda title: Levenshtein.distance(self.hint, title))
        film = self.movies.loc[distances.idxmin()]
        self.bonus = (film["movie_title"], film["genres"])
        self.next(self.join)

    @step
    def join(self, inputs):
        """Takes what is to be kept from each side."""
        self.playlist = inputs.genre_movies.playlist
        self.bonus = inputs.bonus_movie.bonus
        self.next(self.end)

    @step
    def end(self):
        """Prints the playlist."""
        for place, title in enumerate(self.playlist, start=1):
            print("%d. %s" % (place, title))
        print("And, for %r: %s (%s)" % (self.hint, *self.bonus))


if __name__ == "__main__":
    PlayListFlow()
