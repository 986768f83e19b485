import fc from "fast-check";
import { expect, test } from "vitest";
import { Batcher } from "./batcher";

/** A question that stays open until the test answers it. */
function openQuestions(limits: { maxSize: number; maxRunning: number }) {
  const asked: Array<{ inputs: number[]; answer: () => void; fail: (error: Error) => void }> = [];
  const batcher = new Batcher<number, string>(
    (inputs) =>
      new Promise((resolve, reject) => {
        asked.push({ inputs, answer: () => resolve(inputs.map((n) => `answer to ${n}`)), fail: reject });
      }),
    limits,
  );
  return { batcher, asked, inputs: () => asked.map((question) => question.inputs) };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("a lone caller's question is asked in the same turn of the event loop, without a timer", async () => {
  const { batcher, asked, inputs } = openQuestions({ maxSize: 10, maxRunning: 1 });
  const answer = batcher.add(1);
  await nextTurn();
  expect(inputs()).toEqual([[1]]);
  asked[0]?.answer();
  expect(await answer).toBe("answer to 1");
});

test("callers of one turn share a question and each gets its own answer, in order", async () => {
  const { batcher, asked, inputs } = openQuestions({ maxSize: 10, maxRunning: 1 });
  const answers = [batcher.add(1), batcher.add(2), batcher.add(3)];
  await nextTurn();
  expect(inputs()).toEqual([[1, 2, 3]]);
  asked[0]?.answer();
  expect(await Promise.all(answers)).toEqual(["answer to 1", "answer to 2", "answer to 3"]);
});

test("callers that arrive while the questions allowed are under way share the next one", async () => {
  const { batcher, asked, inputs } = openQuestions({ maxSize: 10, maxRunning: 2 });
  for (const n of [1, 2, 3, 4]) {
    void batcher.add(n);
    await nextTurn();
  }
  expect(inputs()).toEqual([[1], [2]]);
  asked[1]?.answer();
  await nextTurn();
  await nextTurn();
  expect(inputs()).toEqual([[1], [2], [3, 4]]);
});

test("nothing that arrives after a question was put joins it", async () => {
  const { batcher, asked, inputs } = openQuestions({ maxSize: 10, maxRunning: 1 });
  void batcher.add(1);
  await nextTurn();
  const late = batcher.add(2);
  asked[0]?.answer();
  await nextTurn();
  await nextTurn();
  expect(inputs()).toEqual([[1], [2]]);
  asked[1]?.answer();
  expect(await late).toBe("answer to 2");
});

test("a question has at most so many callers; the others follow at once where they may", async () => {
  const { batcher, inputs } = openQuestions({ maxSize: 2, maxRunning: 2 });
  for (const n of [1, 2, 3, 4, 5]) void batcher.add(n);
  await nextTurn();
  await nextTurn();
  expect(inputs()).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("a failure reaches only the callers of its own question, and the next is asked as if nothing had been", async () => {
  const { batcher, asked } = openQuestions({ maxSize: 2, maxRunning: 2 });
  const answers = [1, 2, 3, 4, 5].map((n) => batcher.add(n).catch((error: Error) => error.message));
  await nextTurn();
  await nextTurn();
  asked[0]?.fail(new Error("broken"));
  asked[1]?.answer();
  await nextTurn();
  await nextTurn();
  asked[2]?.answer();
  expect(await Promise.all(answers)).toEqual([
    "broken",
    "broken",
    "answer to 3",
    "answer to 4",
    "answer to 5",
  ]);
});

test("a question that throws before it is asked rejects its callers too", async () => {
  const batcher = new Batcher<number, number>(
    () => {
      throw new Error("no pool");
    },
    { maxSize: 5, maxRunning: 1 },
  );
  await expect(batcher.add(1)).rejects.toThrow("no pool");
  await expect(batcher.add(2)).rejects.toThrow("no pool");
});

test("whatever the limits, everybody is answered once and neither limit is passed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.nat(4), { maxLength: 60 }),
      async (maxSize, maxRunning, waits) => {
        let running = 0;
        const seen: number[] = [];
        const batcher = new Batcher<number, number>(
          async (inputs) => {
            running += 1;
            expect(running).toBeLessThanOrEqual(maxRunning);
            expect(inputs.length).toBeLessThanOrEqual(maxSize);
            for (let turns = inputs[0] ?? 0; turns > 0; turns -= 7) await nextTurn();
            running -= 1;
            seen.push(...inputs);
            return inputs.map((input) => input * 2);
          },
          { maxSize, maxRunning },
        );
        const answers = await Promise.all(
          waits.map(async (turns, place) => {
            for (let turn = 0; turn < turns; turn++) await nextTurn();
            return batcher.add(place);
          }),
        );
        expect(answers).toEqual(waits.map((_turns, place) => place * 2));
        expect(seen.toSorted((a, b) => a - b)).toEqual(waits.map((_turns, place) => place));
      },
    ),
    { numRuns: 50 },
  );
});
