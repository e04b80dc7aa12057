const HEAD = `import os
import socket
import time

from metaflow import FlowSpec, Parameter, current, exit_hook, retry, schedule, step, timeout
`;

const END = `
    @step
    def end(self):
        print("the end")
`;

/** Fails in its first attempt; says what it was given. */
export const RETRY = `${HEAD}

class RetryFlow(FlowSpec):
    goal = Parameter("goal", default=1, type=int)
    word = Parameter("word", default="")
    note = Parameter("note")

    @retry(times=2, minutes_between_retries=0)
    @step
    def start(self):
        if current.retry_count == 0:
            raise ValueError("the first attempt")
        self.attempt = current.retry_count
        self.next(self.end)

    @step
    def end(self):
        print("attempt", self.attempt, "of", self.goal, self.word, self.note)


if __name__ == "__main__":
    RetryFlow()
`;

/** Takes too long; hooks tell how it ended. */
export const SLOW = `${HEAD}

def rejoice(run):
    print("hurrah", run.pathspec)


def mourn(run):
    print("alas", run.pathspec, run.successful)


@exit_hook(on_success=[rejoice], on_error=[mourn])
class SlowFlow(FlowSpec):
    seconds = Parameter("seconds", default=0, type=int)

    @timeout(seconds=15)
    @step
    def start(self):
        time.sleep(self.seconds)
        self.next(self.end)
${END}

if __name__ == "__main__":
    SlowFlow()
`;

/** Doesn't end by itself. */
export const ENDLESS = `${HEAD}

class EndlessFlow(FlowSpec):
    @step
    def start(self):
        print("began", flush=True)
        time.sleep(3600)
        self.next(self.end)
${END}

if __name__ == "__main__":
    EndlessFlow()
`;

/** Two steps, begun by a schedule in a place of the world. */
export function scheduledFlow(cron: string, timezone: string): string {
  return `${HEAD}

@schedule(cron="${cron}", timezone="${timezone}")
class ScheduledFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.end)
${END}

if __name__ == "__main__":
    ScheduledFlow()
`;
}

/** Two steps. */
export const SHORT = `${HEAD}

class ShortFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.end)
${END}

if __name__ == "__main__":
    ShortFlow()
`;

/** Tells what its pod may do. The addresses are servers of the internet's root, which answer everyone who has a way to them. */
export const CONFINED = `${HEAD}

def fails(action, *arguments):
    try:
        action(*arguments)
    except OSError:
        return True
    return False


class ConfinedFlow(FlowSpec):
    @step
    def start(self):
        with open("/proc/self/status") as file:
            status = dict(line.split(":", 1) for line in file)
        print(os.getuid(), os.getgid(), int(status["CapEff"], 16), int(status["NoNewPrivs"]), int(status["Seccomp"]))
        print([fails(open, folder + "/written", "w") for folder in ("", "/usr/local/bin", "/home", "/tmp")])
        roots = [("198.41.0.4", 53), ("193.0.14.129", 53), ("199.7.83.42", 53)]
        print([fails(socket.create_connection, root, 5) for root in roots], fails(socket.getaddrinfo, "example.org", 443))
        self.next(self.end)
${END}

if __name__ == "__main__":
    ConfinedFlow()
`;
