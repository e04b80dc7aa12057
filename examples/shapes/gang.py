"""Three tasks of one step that run at once, and wait for each other."""

import os
import socket
import time
import zlib

from metaflow import FlowSpec, Parameter, current, parallel, step


def meet(gang, run, seconds=300):
    """Returns when all tasks are there: each tells the first one, which answers when nobody is missing."""
    place = (gang.main_ip, 20000 + zlib.crc32(str(run).encode()) % 10000)
    if gang.node_index == 0:
        with socket.create_server(place) as server:
            server.settimeout(seconds)
            others = [server.accept()[0] for _ in range(gang.num_nodes - 1)]
        for other in others:
            other.sendall(b"!")
            other.close()
        return True
    deadline = time.monotonic() + seconds
    while True:
        try:
            with socket.create_connection(place, timeout=seconds) as first:
                return first.recv(1) == b"!"
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


class GangFlow(FlowSpec):
    meets = Parameter("meets", default="yes", help="Whether tasks wait for each other: no, where one runs at a time.")

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
        self.were_together = self.meets == "yes" and meet(gang, current.run_id)
        self.next(self.join)

    @step
    def join(self, inputs):
        self.facts = [each.facts for each in inputs]
        self.is_variable_set = all(each.is_variable_set for each in inputs)
        self.were_together = all(each.were_together for each in inputs)
        self.merge_artifacts(inputs, include=["size"])
        self.next(self.end)

    @step
    def end(self):
        print(self.facts, self.size, self.is_variable_set, self.were_together)


if __name__ == "__main__":
    GangFlow()
