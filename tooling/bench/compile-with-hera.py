"""compile-with-hera.py STEPS [TIMES]: makes a WorkflowTemplate of so many steps in a row, as a person writes it with hera, and prints the last one."""

import sys

from hera.workflows import DAG, Container, WorkflowTemplate


def compile_steps(steps: int) -> str:
    with WorkflowTemplate(name="big", entrypoint="dag") as template:
        container = Container(name="step", image="debian:12-slim", command=["true"], inputs=[{"name": "step"}])
        with DAG(name="dag"):
            tasks = [container(name=f"s{number}", arguments={"step": f"s{number}"}) for number in range(steps)]
            for before, after in zip(tasks, tasks[1:]):
                before >> after
    return template.to_yaml()


for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
    document = compile_steps(int(sys.argv[1]))
print(document)
