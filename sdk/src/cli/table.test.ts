import { expect, test } from "vitest";
import { sheet, table } from "./table";
import { textWidth } from "./text-width";

const ID = "0190a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b";

test.each([
  ["plain", 5],
  ["日本語", 6],
  ["한국어", 6],
  ["カナ", 4],
  ["ｶﾅ", 2],
  ["Ａ１", 4],
  ["e\u0301te\u0301", 3],
  ["🔑", 2],
  ["👩‍👩‍👧", 2],
  ["✔️", 2],
  ["a\u200bb", 2],
])("%s takes %i cells of a terminal", (text, cells) => {
  expect(textWidth(text)).toBe(cells);
});

test("columns stand below each other, however wide their signs are and whatever would steer the terminal", () => {
  const names = ["support", "日本語", "🔑 keys", "e\u0301te\u0301", "\u001bred"];
  const made = table(
    ["NAME", "MODEL"],
    names.map((name) => [name, "|"]),
    "none",
  );
  const [, ...lines] = made.split("\n");
  expect(lines.map((line) => textWidth(line.slice(0, line.indexOf("|"))))).toEqual(names.map(() => 9));
  expect(sheet({ a: 1, 日本: 2 })).toBe("a     1\n日本  2");
});

test("a table is no wider than the terminal: the widest cells are cut, ids never", () => {
  const row = ["日本語".repeat(20), "short", "x".repeat(50), ID];
  const made = table(["NAME", "KIND", "MODEL", "ID"], [row], "none", 80);
  const lines = made.split("\n");
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
  expect(made).toMatch(/^NAME +KIND +MODEL +ID\n日本語[^ ]*… +short {2}x+… {2}[0-9a-f-]{36}$/);
  expect(table(["NAME", "ID"], [["long enough to cut", ID]], "none", 20)).toContain(ID);
});

test("what goes into a pipe is whole", () => {
  const long = "x".repeat(500);
  expect(table(["NAME"], [[long]], "none", undefined)).toContain(long);
});
