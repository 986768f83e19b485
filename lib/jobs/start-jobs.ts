import type { Database } from "@/db/client";
import { SECOND_MS } from "@/lib/core/time";
import { type Job, runJob, type TellOperator } from "./run-job";

/** After how long a job is asked for again that was not due or that another instance had. */
const ASK_AGAIN_MS = 30 * SECOND_MS;

/** Jobs that run beside the server. */
export type RunningJobs = {
  /** Begins no further run; resolves when those under way have ended. */
  stop(): Promise<void>;
};

/** Runs each job again and again, from now on. `onFault` is told of every run that failed; the next one comes all the same. `tell` hears what runs did. */
export function startJobs(
  db: () => Database,
  jobs: readonly Job[],
  onFault: (job: string, thrown: unknown) => void,
  tell: TellOperator = () => {},
): RunningJobs {
  let isStopping = false;
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();

  function plan(job: Job, delayMs: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = once(job).finally(() => running.delete(run));
      running.add(run);
    }, delayMs);
    timer.unref();
    timers.add(timer);
  }

  async function once(job: Job): Promise<void> {
    let ran = true;
    try {
      ran = await runJob(db(), job, tell);
    } catch (error) {
      onFault(job.name, error);
    }
    // Another instance may have run it, and be gone when it is due next.
    if (!isStopping) plan(job, ran ? job.everyMs : Math.min(job.everyMs, ASK_AGAIN_MS));
  }

  for (const job of jobs) plan(job, 0);
  return {
    async stop() {
      isStopping = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
