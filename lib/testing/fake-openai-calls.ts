import type { FakeCall } from "./fake-wire";

/** Tool calls as a whole answer has them. */
export function toolCalls(calls: FakeCall[]) {
  return calls.map(({ id, name, input }) => ({
    id,
    type: "function",
    function: { name, arguments: JSON.stringify(input) },
  }));
}

/** The pieces of the same in a stream. Each call begins with its name and no arguments; parallel calls come mixed, told apart by their index. */
export function toolCallDeltas(calls: FakeCall[]): object[] {
  const begun = calls.map(({ id, name }, index) => ({
    index,
    id,
    type: "function",
    function: { name, arguments: "" },
  }));
  const pieces = calls.map(({ input }) => JSON.stringify(input).match(/.{1,7}/gs) ?? []);
  const longest = Math.max(0, ...pieces.map(({ length }) => length));
  const rounds = Array.from({ length: longest }, (_none, round) =>
    pieces.flatMap((own, index) => {
      const piece = own[round];
      return piece === undefined ? [] : [{ index, function: { arguments: piece } }];
    }),
  );
  return [...begun, ...rounds.flat()];
}
