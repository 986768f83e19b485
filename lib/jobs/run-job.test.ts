import { eq } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { openLedger } from "@/db/client";
import { jobs } from "@/db/schema/jobs";
import { newId } from "@/lib/core/ids";
import { testDatabase } from "@/lib/testing/database";
import { type Job, runJob } from "./run-job";
import { startJobs } from "./start-jobs";

const { db, url, end } = await testDatabase();
const second = openLedger(url, { max: 4 });
afterAll(async () => {
  await second.sql.end();
  await end();
});

/** Lets something be due at once. Moments are rounded to milliseconds, so 0 can be one that is still to come. */
const AT_ONCE_MS = -1_000;

function makeJob(run: Job["run"], given: Partial<Job> = {}): Job {
  return { name: newId(), everyMs: 60_000, leaseMs: 60_000, run, ...given };
}

test("of many instances that find a job due, one runs it", async () => {
  let runs = 0;
  const job = makeJob(async () => {
    runs += 1;
    return null;
  });
  const ran = await Promise.all(Array.from({ length: 20 }, (_, n) => runJob(n % 2 ? db : second.db, job)));
  expect(ran.filter(Boolean)).toHaveLength(1);
  expect(runs).toBe(1);
});

test("a job goes on from where it was, and a run that fails is repeated from the same place", async () => {
  const places: unknown[] = [];
  const job = makeJob(
    async (place) => {
      places.push(place);
      if (places.length === 2) throw new Error("in the middle");
      return { at: places.length };
    },
    { everyMs: AT_ONCE_MS },
  );
  await runJob(db, job);
  await expect(runJob(db, job)).rejects.toThrow("in the middle");
  expect(await db.select().from(jobs).where(eq(jobs.name, job.name))).toMatchObject([
    { lastError: "in the middle", place: { at: 1 }, leasedUntil: null },
  ]);
  await runJob(db, job);
  expect(places).toEqual([null, { at: 1 }, { at: 1 }]);
  expect(await db.select().from(jobs).where(eq(jobs.name, job.name))).toMatchObject([{ lastError: null }]);
});

test("what a killed instance held is free when its lease is over, and its late end changes nothing", async () => {
  let finishLate = (_: null) => {};
  const name = newId();
  const stuck = makeJob(() => new Promise<null>((resolve) => (finishLate = resolve)), {
    name,
    leaseMs: AT_ONCE_MS,
  });
  const late = runJob(db, stuck);
  await expect.poll(() => db.select().from(jobs).where(eq(jobs.name, name))).toHaveLength(1);
  await db
    .update(jobs)
    .set({ nextRunAt: new Date(0) })
    .where(eq(jobs.name, name));
  expect(
    await runJob(
      second.db,
      makeJob(async () => ({ by: "the second" }), { name }),
    ),
  ).toBe(true);
  finishLate(null);
  await late;
  expect(await db.select().from(jobs).where(eq(jobs.name, name))).toMatchObject([
    { place: { by: "the second" } },
  ]);
});

test("started jobs run again and again until they are stopped, whatever one run throws", async () => {
  let runs = 0;
  const faults: unknown[] = [];
  const job = makeJob(
    async () => {
      runs += 1;
      if (runs === 1) throw new Error("once");
      return null;
    },
    { everyMs: 1 },
  );
  const running = startJobs(
    () => db,
    [job],
    (name) => faults.push(name),
  );
  await expect.poll(() => runs).toBeGreaterThan(3);
  await running.stop();
  const stoppedAt = runs;
  expect(faults).toEqual([job.name]);
  expect(await runJob(db, job).then(() => runs)).toBeLessThanOrEqual(stoppedAt + 1);
});

test("a job that another instance ran is asked for again soon, not only after its own time", async () => {
  let runs = 0;
  const job = makeJob(
    async () => {
      runs += 1;
      return null;
    },
    { everyMs: 6 * 60 * 60_000 },
  );
  await runJob(db, job);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const asked: number[] = [];
  const running = startJobs(
    () => {
      asked.push(Date.now());
      return db;
    },
    [job],
    () => {},
  );
  vi.advanceTimersByTime(0);
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  await db
    .update(jobs)
    .set({ nextRunAt: new Date(0) })
    .where(eq(jobs.name, job.name));
  vi.advanceTimersByTime(30_000);
  await running.stop();
  vi.useRealTimers();
  expect([asked.length, runs]).toEqual([2, 2]);
});
