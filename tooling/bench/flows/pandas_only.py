from metaflow import FlowSpec, pypi, step


class PandasOnly(FlowSpec):
    @pypi(python="3.11.7", packages={"pandas": "2.1.1"}, exclude_newer="2023-10-15")
    @step
    def start(self):
        self.next(self.end)

    @pypi(python="3.11.7", packages={"pandas": "2.1.1"}, exclude_newer="2023-10-15")
    @step
    def end(self):
        pass


if __name__ == "__main__":
    PandasOnly()
