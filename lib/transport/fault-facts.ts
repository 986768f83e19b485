const MOST_FRAMES = 12;

/**
 * What the process log may hold of an error nobody foresaw: class, code and stack. A database error's own message and
 * parameters can repeat what a person typed or a client sent.
 */
export function faultFacts(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { type: typeof thrown };
  const cause = thrown.cause instanceof Error ? thrown.cause : thrown;
  const frames = (thrown.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: thrown.name,
    cause: cause.name,
    code: Reflect.get(cause, "code"),
    stack: frames.slice(0, MOST_FRAMES).join("\n"),
  };
}
