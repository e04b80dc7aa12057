"""One task for each item: of a list, of a generator that is read once, and of both, one inside of the other."""

from metaflow import FlowSpec, step


class ForeachFlow(FlowSpec):
    @step
    def start(self):
        self.words = ["one", "two", "three"]
        self.next(self.word, foreach="words")

    @step
    def word(self):
        self.letters = (letter for letter in self.input[:2])
        self.next(self.letter, foreach="letters")

    @step
    def letter(self):
        self.text = self.input.upper()
        self.place = [(index, item) for index, count, item in self.foreach_stack()]
        self.next(self.spell)

    @step
    def spell(self, inputs):
        self.text = "".join(each.text for each in inputs)
        self.places = [each.place for each in inputs]
        self.is_in_order = [each.index for each in inputs] == list(range(len(inputs)))
        self.next(self.gather)

    @step
    def gather(self, inputs):
        self.texts = {each.input: each.text for each in inputs}
        self.places = [place for each in inputs for place in each.places]
        self.is_in_order = all(each.is_in_order for each in inputs)
        self.next(self.end)

    @step
    def end(self):
        print(self.texts, self.places[-1], self.is_in_order)


if __name__ == "__main__":
    ForeachFlow()
