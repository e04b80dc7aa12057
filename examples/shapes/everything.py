"""Foreaches in a foreach, a split in one of them, a switch in a split, loops in a foreach and around one, joins that split again, and a gang."""

from metaflow import FlowSpec, current, parallel, step


class EverythingFlow(FlowSpec):
    @step
    def start(self):
        self.letters = (letter for letter in "ab")
        self.next(self.letter, foreach="letters")

    @step
    def letter(self):
        self.name = self.input
        self.numbers = range(2 if self.name == "a" else 3)
        self.next(self.number, foreach="numbers")

    @step
    def number(self):
        self.text = "%s%d" % (self.name, self.input)
        self.depth = [index for index, _, _ in self.foreach_stack()]
        self.next(self.upper, self.lower)

    @step
    def upper(self):
        self.result = self.text.upper()
        self.next(self.both)

    @step
    def lower(self):
        self.is_even = self.input % 2 == 0
        self.next({True: self.even, False: self.odd}, condition="is_even")

    @step
    def even(self):
        self.result = self.text + "-even"
        self.next(self.both)

    @step
    def odd(self):
        self.result = self.text + "-odd"
        self.next(self.both)

    @step
    def both(self, inputs):
        self.merge_artifacts(inputs, include=["name", "text", "depth"])
        self.results = [each.result for each in inputs]
        self.next(self.numbers_done)

    @step
    def numbers_done(self, inputs):
        self.results = [result for each in inputs for result in each.results]
        self.depths = [each.depth for each in inputs]
        self.name = inputs[0].name
        self.rounds = 0
        self.next(self.settle)

    @step
    def settle(self):
        self.rounds += 1
        self.is_settled = self.rounds == (1 if self.name == "a" else 3)
        self.next({False: self.settle, True: self.letters_done}, condition="is_settled")

    @step
    def letters_done(self, inputs):
        self.results = [result for each in inputs for result in each.results]
        self.depths = [each.depths for each in inputs]
        self.rounds = [each.rounds for each in inputs]
        self.next(self.one, self.other)

    @step
    def one(self):
        self.next(self.team)

    @step
    def other(self):
        self.next(self.team)

    @step
    def team(self, inputs):
        self.merge_artifacts(inputs)
        self.next(self.member, num_parallel=3)

    @parallel
    @step
    def member(self):
        self.place = (current.parallel.node_index, current.parallel.num_nodes)
        self.next(self.met)

    @step
    def met(self, inputs):
        self.merge_artifacts(inputs, include=["results", "depths", "rounds"])
        self.places = [each.place for each in inputs]
        self.sums = []
        self.next(self.deal)

    @step
    def deal(self):
        self.shares = [len(self.sums), 1]
        self.next(self.share, foreach="shares")

    @step
    def share(self):
        self.square = self.input**2
        self.next(self.collect)

    @step
    def collect(self, inputs):
        self.merge_artifacts(inputs, exclude=["square"])
        self.sums = self.sums + [sum(each.square for each in inputs)]
        self.state = "more" if len(self.sums) < 3 else "enough"
        self.next({"more": self.deal, "enough": self.end}, condition="state")

    @step
    def end(self):
        print(self.results, self.depths, self.rounds, self.places, self.sums)


if __name__ == "__main__":
    EverythingFlow()
