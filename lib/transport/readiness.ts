import { ledger } from "@/db/client";
import { StatementTimeout, withinTime } from "@/db/outage";
import { SECOND_MS } from "@/lib/core/time";
import { JOBS } from "@/lib/jobs/jobs";
import { type InstanceProblem, instanceProblems } from "@/lib/operator/instance-problems";
import { isDraining } from "./draining";

type Reason = InstanceProblem | { check: "draining"; message: string };

const JOB_NAMES = JOBS.map(({ name }) => name);

/** The question that is under way: however often probes ask, the database is asked once at a time. */
let asking: Promise<InstanceProblem[]> | undefined;

/** Why this instance should get no calls, found within a second; empty when it should. */
export async function readiness(): Promise<Reason[]> {
  if (isDraining()) return [{ check: "draining", message: "This instance is stopping." }];
  asking ??= instanceProblems(ledger().sql, JOB_NAMES).finally(() => {
    asking = undefined;
  });
  try {
    return await withinTime(asking, SECOND_MS);
  } catch (error) {
    if (!(error instanceof StatementTimeout)) throw error;
    return [{ check: "database", message: "The database did not answer within a second." }];
  }
}
