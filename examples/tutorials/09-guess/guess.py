from metaflow import FlowSpec, Parameter, step


class GuessFlow(FlowSpec):
    """Guesses a number by halving what is left: a switch chooses the next step, and one that goes back is a loop."""

    secret = Parameter("secret", default=37, help="The number to be guessed.")
    limit = Parameter("limit", default=100, help="It should be below this.")

    @step
    def start(self):
        self.low, self.high = 0, self.limit
        self.guesses = []
        self.next(self.guess)

    @step
    def guess(self):
        """Tries the middle, then goes where the value of the artifact `state` says: here again, or on."""
        guess = (self.low + self.high) // 2
        self.guesses = self.guesses + [guess]
        if guess < self.secret:
            self.low = guess + 1
        else:
            self.high = guess
        self.state = "found" if guess == self.secret else "again" if self.low < self.high else "lost"
        self.next({"again": self.guess, "found": self.rejoice, "lost": self.give_up}, condition="state")

    @step
    def rejoice(self):
        self.verdict = "found after %d guesses" % len(self.guesses)
        self.next(self.end)

    @step
    def give_up(self):
        self.verdict = "out of reach"
        self.next(self.end)

    @step
    def end(self):
        """The cases of a switch meet in an ordinary step."""
        print("%d is %s: %s" % (self.secret, self.verdict, self.guesses))


if __name__ == "__main__":
    GuessFlow()
