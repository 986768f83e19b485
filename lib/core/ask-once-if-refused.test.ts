import { expect, test } from "vitest";
import { askOnceIfRefused } from "./ask-once-if-refused";

/** Questions of which there are `room` to grant, told apart by their first letter; the ledger answers when the test lets it. */
function openQuestions(room: number) {
  let nowMs = 0;
  const asked: string[] = [];
  const open: Array<() => void> = [];
  const given = { room, isAway: false };
  const put = askOnceIfRefused<string, string>(
    (question) => {
      asked.push(question);
      return new Promise((resolve, reject) => {
        open.push(() => {
          if (given.isAway) return reject(new Error("away"));
          given.room -= 1;
          resolve(given.room < 0 ? `no to ${question}` : `yes to ${question}`);
        });
      });
    },
    { likeness: (question) => question.charAt(0), isRefused: (answer) => answer.startsWith("no") },
    () => nowMs,
  );
  /** Answers all that was asked until nobody asks any more. */
  async function settle<T>(answers: Promise<T>[]): Promise<T[]> {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await nextTurn();
      if (open.length > 0) quiet = 0;
      for (const answer of open.splice(0)) answer();
    }
    return Promise.all(answers);
  }
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { put, asked, given, settle, pass };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("while nobody is refused each question is asked at once, for itself", async () => {
  const { put, asked, settle } = openQuestions(3);
  const answers = [put("a1"), put("a2"), put("a3")];
  expect(asked).toEqual(["a1", "a2", "a3"]);
  expect(await settle(answers)).toEqual(["yes to a1", "yes to a2", "yes to a3"]);
  const later = put("a4");
  expect(asked).toHaveLength(4);
  await settle([later]);
});

test("of questions like one that was refused one is asked for all of a turn, and other questions are not held up", async () => {
  const { put, asked, settle } = openQuestions(0);
  await settle([put("a1")]);
  const answers = [put("a2"), put("a3"), put("b1")];
  await new Promise<void>((resolve) => process.nextTick(resolve));
  answers.push(put("a4"));
  expect(asked).toEqual(["a1", "b1"]);
  expect(await settle(answers)).toEqual(["no to a2", "no to a2", "no to b1", "no to a2"]);
  expect(asked).toEqual(["a1", "b1", "a2"]);
});

test("when the one that was asked for all is granted the others are asked each for itself, and none is granted by another's answer", async () => {
  const { put, asked, given, settle } = openQuestions(0);
  await settle([put("a1")]);
  given.room = 2;
  const told = await settle([put("a2"), put("a3"), put("a4")]);
  expect(told).toEqual(["yes to a2", "yes to a3", "no to a4"]);
  expect(asked).toEqual(["a1", "a2", "a3", "a4"]);
});

test("a grant ends the expectation, and so does a second without a refusal", async () => {
  const { put, asked, given, settle, pass } = openQuestions(0);
  await settle([put("a1")]);
  pass(1_000);
  const expected = put("a2");
  expect(asked).toEqual(["a1"]);
  await settle([expected]);
  pass(1_001);
  given.room = 1;
  const afresh = put("a3");
  expect(asked).toEqual(["a1", "a2", "a3"]);
  await settle([afresh]);
  await settle([put("a4")]);
  given.room = 1;
  await settle([put("a5")]);
  const granted = put("a6");
  expect(asked.at(-1)).toBe("a6");
  await settle([granted]);
});

test("nothing joins a question that was put already: a refusal is never older than what it refuses", async () => {
  const { put, asked, settle } = openQuestions(0);
  await settle([put("a1")]);
  const first = put("a2");
  await nextTurn();
  expect(asked).toEqual(["a1", "a2"]);
  const late = put("a3");
  expect(await settle([first, late])).toEqual(["no to a2", "no to a3"]);
});

test("who waited for a question that failed fails with it, and the next one is asked", async () => {
  const { put, given, settle } = openQuestions(0);
  await settle([put("a1")]);
  given.isAway = true;
  const fates = [put("a2"), put("a3")].map((answer) => answer.catch((error: Error) => error.message));
  expect(await settle(fates)).toEqual(["away", "away"]);
  given.isAway = false;
  expect(await settle([put("a4")])).toEqual(["no to a4"]);
});

test("of a thousand kinds that were refused it is remembered, and no more", async () => {
  const { put, asked, settle } = openQuestions(0);
  await settle(Array.from({ length: 1_001 }, (_, place) => put(String.fromCharCode(256 + place))));
  const before = asked.length;
  const answers = [put(String.fromCharCode(256)), put(String.fromCharCode(257))];
  expect(asked.slice(before)).toEqual([String.fromCharCode(256)]);
  await settle(answers);
});
