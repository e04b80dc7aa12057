from metaflow import Flow, FlowSpec, Parameter, step


class PlayListFlow(FlowSpec):
    """The playlist again, made of what the latest run of MovieStatsFlow found out."""

    genre = Parameter("genre", default="Sci-Fi", help="What the films of the playlist are about.")
    recommendations = Parameter("recommendations", default=5, help="How many films the playlist has.")

    @step
    def start(self):
        """Asks the client for artifacts of another flow."""
        run = Flow("MovieStatsFlow").latest_successful_run
        self.genre_stats = run.data.genre_stats
        print("The statistics have %d genres." % len(self.genre_stats))
        self.next(self.genre_movies)

    @step
    def genre_movies(self):
        """Takes the films of the genre that made more than three quarters of them."""
        found = self.genre_stats[self.genre]
        best = [movie for movie in found["ranked"] if movie["gross"] >= found["quartiles"][-1]]
        self.playlist = [movie["movie_title"] for movie in best[: self.recommendations]]
        self.next(self.end)

    @step
    def end(self):
        """Prints the playlist."""
        for place, title in enumerate(self.playlist, start=1):
            print("%d. %s" % (place, title))


if __name__ == "__main__":
    PlayListFlow()
