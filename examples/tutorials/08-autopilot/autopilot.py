"""Runs MovieStatsFlow from a program, as a service or a notebook would, and says what changed since the last time."""

import os

from metaflow import Flow, Runner, namespace
from metaflow.exception import MetaflowNotFound

STATS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "02-statistics", "stats.py")


def main():
    namespace(None)
    before = medians(latest())
    with Runner(STATS, show_output=False).run(tags=["autopilot"]) as running:
        now = medians(running.run)
        print("The run is %s; its tags: %s" % (running.status, ", ".join(running.run.user_tags)))
    for genre, median in now.items():
        change = "new" if genre not in before else "as before" if before[genre] == median else "was %d" % before[genre]
        print("%-9s %9d, %s" % (genre, median, change))


def latest():
    """The latest run that this program started, or None."""
    try:
        return next((run for run in Flow("MovieStatsFlow").runs("autopilot") if run.successful), None)
    except MetaflowNotFound:
        return None


def medians(run):
    """What is in the middle of each genre."""
    return {} if run is None else {genre: found["quartiles"][1] for genre, found in run.data.genre_stats.items()}


if __name__ == "__main__":
    main()
