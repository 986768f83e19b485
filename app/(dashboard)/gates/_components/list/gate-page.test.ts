import { expect, test } from "vitest";
import { type GateId, newId } from "@/lib/core/ids";
import { type GateRow, gatePage } from "./gate-page";

const row = (name: string, given: Partial<GateRow> = {}): GateRow => ({
  id: newId<GateId>(),
  name,
  isDefault: false,
  updatedAt: new Date(0),
  description: null,
  taskType: "chat",
  strategy: "single",
  models: ["gpt-4o"],
  requests: 0,
  errors: 0,
  unpriced: 0,
  rowsHref: "/logs",
  costNanoUsd: 0n,
  state: Promise.resolve({ word: "Active", tone: "ok", sentence: "" }),
  ...given,
});
const view = { search: "", sort: "name", direction: "asc", limit: 2, page: 1 } as const;
const names = (page: ReturnType<typeof gatePage>) => page.rows.map(({ name }) => name);

test("a gate is found by name, description, model and id, in any case", () => {
  const rows = [row("a", { description: "For Support" }), row("b", { models: ["claude"] }), row("c")];
  expect(names(gatePage(rows, { ...view, search: "support" }))).toEqual(["a"]);
  expect(names(gatePage(rows, { ...view, search: "CLAUDE" }))).toEqual(["b"]);
  expect(names(gatePage(rows, { ...view, search: rows[2]?.id ?? "" }))).toEqual(["c"]);
});

test("pages follow one another, and one that is not there is the first", () => {
  const rows = ["a", "b", "c"].map((name) => row(name));
  expect(gatePage(rows, view)).toMatchObject({ total: 3, nextCursor: "2", previousCursor: null });
  expect(names(gatePage(rows, { ...view, page: 2 }))).toEqual(["c"]);
  expect(gatePage(rows, { ...view, page: 2 })).toMatchObject({ nextCursor: null, previousCursor: "1" });
  expect(names(gatePage(rows, { ...view, page: 9 }))).toEqual(["a", "b"]);
});

test("an unknown cost is less than any cost, and equal ones stand by name", () => {
  const rows = [
    row("a", { costNanoUsd: null }),
    row("b", { costNanoUsd: 0n }),
    row("c", { costNanoUsd: 5n }),
  ];
  const byCost = { ...view, sort: "cost", direction: "desc", limit: 9 } as const;
  expect(names(gatePage(rows, byCost))).toEqual(["c", "b", "a"]);
  expect(names(gatePage([row("y"), row("x")], byCost))).toEqual(["x", "y"]);
});
