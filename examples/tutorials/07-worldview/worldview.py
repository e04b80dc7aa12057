"""Looks at everything that the store knows: all flows, and what their latest runs left. Not a flow itself."""

from metaflow import Metaflow, namespace


def main():
    namespace(None)
    for flow in sorted(Metaflow(), key=lambda flow: flow.id):
        runs = list(flow)
        print("%s: %d of %d runs succeeded" % (flow.id, sum(run.successful for run in runs), len(runs)))
        for step in sorted(flow.latest_run, key=lambda step: step.created_at):
            tasks = list(step)
            lines = sum(len(task.stdout.splitlines()) for task in tasks)
            print("  %-18s tasks: %d, lines printed: %d" % (step.id, len(tasks), lines))


if __name__ == "__main__":
    main()
