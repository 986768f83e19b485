import { SECOND_MS } from "./time";

/** How long after a question was refused those like it are expected to be refused too, in milliseconds. */
const EXPECTED_MS = SECOND_MS;
const MOST_EXPECTED = 1_000;

export type Refusable<Question, Answer> = {
  /** The same for questions of which none can be granted when another that was asked later is refused. */
  likeness: (question: Question) => string;
  isRefused: (answer: Answer) => boolean;
};

/**
 * Keeps a client that is refused and calls again and again from taking the ledger's time from others. Questions like one that was
 * refused within the last second, and that come in the same turn of the event loop, are asked once, after the last of them came: when
 * that is refused so are the others; when it is not, each of them is asked as well.
 */
export function askOnceIfRefused<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  { likeness, isRefused }: Refusable<Question, Answer>,
  nowMs = () => performance.now(),
): (question: Question) => Promise<Answer> {
  const refusedAt = new Map<string, number>();
  const gathering = new Map<string, Promise<Answer>>();

  async function note(like: string, asked: Promise<Answer>): Promise<Answer> {
    const answer = await asked;
    refusedAt.delete(like);
    if (isRefused(answer)) refusedAt.set(like, nowMs());
    const [oldest] = refusedAt.keys();
    if (refusedAt.size > MOST_EXPECTED && oldest !== undefined) refusedAt.delete(oldest);
    return answer;
  }

  async function askInNextTurn(like: string, question: Question): Promise<Answer> {
    await new Promise((resolve) => setImmediate(resolve));
    gathering.delete(like);
    return note(like, ask(question));
  }

  return async (question) => {
    const like = likeness(question);
    const first = gathering.get(like);
    if (first !== undefined) {
      const answer = await first;
      return isRefused(answer) ? answer : note(like, ask(question));
    }
    const since = nowMs() - (refusedAt.get(like) ?? Number.NEGATIVE_INFINITY);
    if (since > EXPECTED_MS) return note(like, ask(question));
    const asked = askInNextTurn(like, question);
    gathering.set(like, asked);
    return asked;
  };
}
