import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editTopLevel, scanTopLevel } from "./top-level-json";

const blank = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
const number = fc.oneof(
  fc.constantFrom("-0", "0.10", "1E+400", "12345678901234567890123456789.000", "-1.5e-7"),
  fc.integer().map(String),
);
/** JSON texts of a string in several spellings: escapes, surrogate pairs, characters that look like structure. */
const string = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '"\\u0061\\/\\b"',
    '"\\\\"',
    '"\\\\\\""',
    '"}],:{["',
    '"\\ud83d\\ude00"',
    '"é😀\u2028"',
    '""',
  ),
);
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    number,
    string,
    fc.constantFrom("true", "false", "null"),
    fc
      .tuple(fc.array(tie("value"), { maxLength: 4 }), blank)
      .map(([items, b]) => `[${b}${items.join(`${b},`)}]`),
    fc
      .tuple(fc.array(fc.tuple(string, tie("value")), { maxLength: 4 }), blank)
      .map(([pairs, b]) => `{${pairs.map(([k, v]) => `${b}${k}${b}:${b}${v}${b}`).join(",")}${b}}`),
  ),
}));
/** Names from a short list, in several spellings, so that duplicates and edited names are common. */
const name = fc.oneof(
  string,
  fc.constantFrom(
    '"model"',
    '"\\u006dodel"',
    '"stream_options"',
    '"gate_id"',
    '"a"',
    '"constructor"',
    '"__proto__"',
  ),
);
const member = fc.record({ name, value, before: blank, middle: blank, after: blank });
const object = fc.record({
  lead: blank,
  members: fc.array(member, { maxLength: 8 }),
  inner: blank,
  trail: blank,
});

type Written = { name: string; value: string };

function textOf({
  lead,
  members,
  inner,
  trail,
}: typeof object extends fc.Arbitrary<infer T> ? T : never): string {
  const body = members
    .map((m) => `${m.before}${m.name}${m.middle}:${m.after}${m.value}${m.before}`)
    .join(",");
  return `${lead}{${inner}${body}${members.length === 0 ? inner : ""}}${trail}`;
}

function membersOf(text: string): Written[] {
  return scanTopLevel(text).members.map((m) => ({ name: m.name, value: text.slice(m.valueStart, m.end) }));
}

function depthOf(json: unknown): number {
  if (typeof json !== "object" || json === null) return 0;
  return 1 + Math.max(0, ...Object.values(json).map(depthOf));
}

describe("scanning the outermost object", () => {
  test("finds every member in order, duplicates too, with the exact bytes of its value", () => {
    fc.assert(
      fc.property(object, (given) => {
        const text = textOf(given);
        const expected = given.members.map((m) => ({ name: JSON.parse(m.name), value: m.value }));
        expect(membersOf(text)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("tells how deep the text nests, brackets inside strings aside", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (json) => {
        for (const indent of [0, 2]) {
          expect(scanTopLevel(JSON.stringify(json, null, indent)).deepest).toBe(depthOf(json));
        }
      }),
    );
    expect(scanTopLevel('{"a":"[[[["}').deepest).toBe(1);
    expect(scanTopLevel(`{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`).deepest).toBe(5_001);
  });
});

describe("editing the outermost object", () => {
  const edits = fc.dictionary(
    fc.constantFrom("model", "stream_options", "gate_id", "a", "never there"),
    fc.option(value, { nil: undefined }),
    { noNullPrototype: true },
  );

  test("gives the same object with the edits, and members not named keep their exact bytes", () => {
    fc.assert(
      fc.property(object, edits, (given, changes) => {
        const text = textOf(given);
        const edited = editTopLevel(text, scanTopLevel(text), changes);
        const untouched = membersOf(text).filter((m) => !Object.hasOwn(changes, m.name));
        const set = Object.entries(changes).flatMap(([key, to]) =>
          to === undefined ? [] : [{ name: key, value: to }],
        );
        expect(membersOf(edited)).toEqual([...untouched, ...set]);
        expect(JSON.parse(edited)).toEqual(lastOfEach([...untouched, ...set]));
      }),
      { numRuns: 500 },
    );
  });

  test("removes and sets every spelling and every duplicate of a name", () => {
    const text = '{"model":"a", "x":1, "\\u006dodel":"b","model":"c"}';
    expect(editTopLevel(text, scanTopLevel(text), { model: '"z"' })).toBe('{"x":1,"model":"z"}');
    expect(editTopLevel(text, scanTopLevel(text), { model: undefined, x: undefined })).toBe("{}");
  });

  test("keeps what JSON.parse would lose: long numbers, escapes and the order of fields", () => {
    const text = '{ "seed": 12345678901234567890, "b":"\\u00e9\\/", "1":1.0, "0": -0 , "model" : "x" }';
    expect(editTopLevel(text, scanTopLevel(text), { model: '"y"' })).toBe(
      '{"seed": 12345678901234567890,"b":"\\u00e9\\/","1":1.0,"0": -0,"model":"y"}',
    );
  });
});

/** The object as JSON.parse reads it: of equal names the last one counts. */
function lastOfEach(members: Written[]): object {
  return JSON.parse(`{${members.map((m) => `${JSON.stringify(m.name)}:${m.value}`).join(",")}}`);
}
