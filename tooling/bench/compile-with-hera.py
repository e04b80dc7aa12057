"""compile-with-hera.py STEPS: prints a WorkflowTemplate of so many steps in a row, as a person writes it with hera."""

import sys

from hera.workflows import DAG, Container, WorkflowTemplate

steps = int(sys.argv[1])
with WorkflowTemplate(name="big", entrypoint="dag") as template:
    container = Container(name="step", image="debian:12-slim", command=["true"], inputs=[{"name": "step"}])
    with DAG(name="dag"):
        tasks = [container(name=f"s{number}", arguments={"step": f"s{number}"}) for number in range(steps)]
        for before, after in zip(tasks, tasks[1:]):
            before >> after

print(template.to_yaml())
