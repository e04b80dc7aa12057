from metaflow import FlowSpec, pypi_base, step


@pypi_base(
    python="3.11.7",
    packages={"pandas": "2.1.1", "scikit-learn": "1.3.2", "pyarrow": "14.0.2"},
    exclude_newer="2024-01-15",
)
class Reference(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Reference()
