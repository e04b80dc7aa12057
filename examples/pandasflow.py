from metaflow import FlowSpec, step, pypi, card
import random
class PandasFlow(FlowSpec):
    @pypi(python='3.10.11', packages={'pandas': '2.1.1'})
    @card
    @step
    def start(self):
        import pandas as pd
        data = {"x": list(range(10)), "y": [x**2 for x in range(10)]}
        self.df = pd.DataFrame(data)
        self.next(self.end)
    @step
    def end(self):
        pass
if __name__ == '__main__':
    PandasFlow()
