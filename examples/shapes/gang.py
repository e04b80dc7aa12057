"""Three tasks of one step that run at once, and wait for each other."""

import os
import time

from metaflow import FlowSpec, current, parallel, step


class GangFlow(FlowSpec):
    @step
    def start(self):
        self.size = 3
        self.shared = 7
        self.next(self.work, num_parallel=self.size)

    @parallel
    @step
    def work(self):
        gang = current.parallel
        self.facts = (gang.node_index, gang.num_nodes, self.index, self.input, self.shared)
        self.is_variable_set = os.environ["MF_PARALLEL_NODE_INDEX"] == str(gang.node_index)
        self.began = time.time()
        time.sleep(1)
        self.ended = time.time()
        self.next(self.join)

    @step
    def join(self, inputs):
        self.facts = [each.facts for each in inputs]
        self.is_variable_set = all(each.is_variable_set for each in inputs)
        self.were_together = max(each.began for each in inputs) < min(each.ended for each in inputs)
        self.merge_artifacts(inputs, include=["size"])
        self.next(self.end)

    @step
    def end(self):
        print(self.facts, self.size, self.is_variable_set, self.were_together)


if __name__ == "__main__":
    GangFlow()
