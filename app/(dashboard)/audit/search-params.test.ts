import { expect, test } from "vitest";
import { filterOf, filterQuery, isFiltered, loadAuditSearchParams } from "./search-params";

const now = new Date("2026-11-24T12:00:00Z");
const viewOf = (query: string) => loadAuditSearchParams(new URLSearchParams(query));
const filter = (query: string) => JSON.parse(JSON.stringify(filterOf(viewOf(query), now)));

test("what is not known reads as no filter", () => {
  const junk =
    "actor=root&action=key.nothing&subject=toaster&id=junk&span=ever&from=2026-13-01&limit=7&q=%00";
  expect(filter(junk)).toEqual({ search: "" });
  expect(isFiltered(viewOf(junk))).toBe(false);
  expect(viewOf(junk).limit).toBe(25);
});

test("a span is as long as it says, and both days of one's own belong to it", () => {
  expect(filter("span=24h").from).toBe("2026-11-23T12:00:00.000Z");
  const days = { from: "2026-11-01T00:00:00.000Z", until: "2026-11-04T00:00:00.000Z" };
  expect(filter("span=custom&from=2026-11-01&to=2026-11-03")).toMatchObject(days);
  expect(filter("span=custom&from=2026-11-03&to=2026-11-01")).toMatchObject(days);
  expect(filter("span=custom&from=2026-11-01")).toEqual({ search: "", from: days.from });
});

test("an export leaves out what the page leaves out, whichever page it is", () => {
  const query = filterQuery(viewOf("action=key.*&q=50%25&cursor=b7&limit=50"));
  expect(filter(query)).toEqual({ search: "50%", action: "key.*" });
  expect(query).not.toMatch(/cursor|limit/);
});
