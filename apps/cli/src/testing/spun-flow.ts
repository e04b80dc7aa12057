/** A foreach whose steps say what they got; with BROKEN set, the last step fails, and the body fails for its caught part. */
export const SPUN_FLOW = `import os
from metaflow import FlowSpec, Parameter, card, catch, current, environment, retry, step


class SpunFlow(FlowSpec):
    factor = Parameter('factor', default=2)
    seed = Parameter('seed', default=lambda context: os.environ.get('SEED'))

    @step
    def start(self):
        self.items = [10, 20]
        self.big = 'kept'
        print('start', self.factor, self.seed)
        self.next(self.body, foreach='items')

    @environment(vars={'WORD': 'V'})
    @catch(var='problem')
    @step
    def body(self):
        self.result = self.input * self.factor
        print('body', self.index, self.input, self.result, self.big, os.environ.get('WORD'), current.retry_count, self.foreach_stack())
        if os.environ.get('BROKEN'):
            raise ValueError('broken')
        self.next(self.join)

    @step
    def join(self, inputs):
        self.total = sum(each.result for each in inputs)
        self.merge_artifacts(inputs, include=['big'])
        print('join', self.total, [each.index for each in inputs], self.big)
        self.next(self.end)

    @card
    @retry(times=1, minutes_between_retries=0)
    @step
    def end(self):
        print('end', self.total)
        if os.environ.get('BROKEN'):
            raise ValueError('broken')


if __name__ == '__main__':
    SpunFlow()
`;

/** Spins steps and reads what that left: `program.py RUN`. Says that all is well when it is. */
export const SPIN_PROGRAM = `import asyncio
import sys

from metaflow import Flow, Runner, Task, default_metadata, get_metadata, inspect_spin

run = sys.argv[1]
with Runner('spun.py', show_output=False) as runner:
    spun = runner.spin(run + '/join', persist=True)
    assert spun.status == 'successful' and spun.task.data.total == 90, spun.stderr
    assert spun.task.data.big == 'kept' and spun.task.finished and 'join 90' in spun.task.stdout
    assert [task.split('/')[1:] for task in spun.task.parent_task_pathspecs] == [[run, 'body', '0'], [run, 'body', '1']]
    pathspec = spun.task.pathspec
    assert pathspec.split('/')[1] != run
    forgotten = runner.spin('end', skip_decorators=True)
    assert asyncio.run(runner.async_spin('end')).status == 'successful'
    broken = Runner('spun.py', show_output=False, env={'BROKEN': '1'})
    for spin in (broken.spin, lambda step: asyncio.run(broken.async_spin(step)), lambda step: runner.spin('nothing')):
        try:
            spin('end')
            raise SystemExit('it is done')
        except RuntimeError as error:
            assert 'ValueError: broken' in str(error) or 'no step nothing' in str(error), error
    broken.cleanup()
    assert forgotten.task.finished and list(forgotten.task) == [] and 'end 90' in forgotten.task.stdout
assert [each.id for each in Flow('SpunFlow')] == [run]
caught, joined = Task('SpunFlow/%s/body/0' % run), Task('SpunFlow/%s/join/0' % run)
assert (caught.successful, caught.finished, joined.successful) == (False, True, True)
inspect_spin()
assert get_metadata().startswith('spin@')
assert Task(pathspec).data.total == 90
default_metadata()
assert [each.id for each in Flow('SpunFlow')] == [run]
print('well')
`;
