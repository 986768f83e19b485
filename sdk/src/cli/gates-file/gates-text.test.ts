import { expect, test } from "vitest";
import { gatesText } from "./gates-text";

const EXPORTED = `# The gates of a Layer account.
gates:
  - name: new
    model: m
  - name: support
    model: gpt-4o-mini
    tags:
      - a
      - b
    systemPrompt: |
      One.
      Two.
    weights:
      x: 1
  - name: also new
    model: m
  - name: other
    model: m
`;

const FORMER = `# Ours: ask Ana before you change it.

gates: # all of them
  # the first
  - name: other # o
    # why this model
    model: m # cheap

  # support comes next
  - name: support
    model: something-else # m
    temperature: 1 # gone with its field
    tags: [a, b] # both
    # prompt
    systemPrompt: | # long
      Zero.
    weights: # weighed
      # before x
      x: 2 # xx
      # after x
  - name: deleted # gone with its gate
    model: m
# tail
`;

test("pull keeps comments, empty lines and the order of gates, and tells which comments have no place any more", () => {
  const { text, lostComments } = gatesText(EXPORTED, FORMER);
  expect(text).toBe(`# Ours: ask Ana before you change it.

gates:
  # all of them
  # the first
  - name: other # o
    # why this model
    model: m # cheap

  # support comes next
  - name: support
    model: gpt-4o-mini # m
    tags: [ a, b ] # both
    # prompt
    systemPrompt: | # long
      One.
      Two.
    weights:
      # weighed
      # before x
      x: 1 # xx
      # after x
  - name: also new
    model: m
  - name: new
    model: m

# tail
`);
  expect(lostComments).toEqual(["gone with its field", "gone with its gate"]);
  expect(gatesText(EXPORTED, text)).toEqual({ text, lostComments: [] });
});

test("a former file that is no YAML, or no file of gates, is replaced, and its comments are told", () => {
  const { text } = gatesText(EXPORTED);
  expect(text).toMatch(/^# The gates of a Layer account\.\ngates:\n {2}- name: also new\n/);
  expect(gatesText(EXPORTED, "gates: [ # mine\n").lostComments).toEqual(["mine"]);
  expect(gatesText(EXPORTED, "# words\n- 1\n").lostComments).toEqual(["words"]);
  expect(gatesText(EXPORTED, "mine")).toEqual({ text, lostComments: [] });
});
