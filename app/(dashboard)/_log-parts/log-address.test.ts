import { expect, test } from "vitest";
import { type KeyId, newId, type RequestId } from "@/lib/core/ids";
import { only } from "@/lib/core/request-filter";
import { logHref, partsOf, readLogAddress, WHOLE_LOG } from "./log-address";

const at = (query: string, place = WHOLE_LOG) => readLogAddress(partsOf(new URLSearchParams(query)), place);

test("an address comes back as it was written", () => {
  const request = newId<RequestId>();
  const query = `status=4xx%2C%21429&fallback=true&min_cost=0.01&range=7d&zone=Asia%2FTokyo&before=${newId()}&columns=provider%2Cnetwork&request=${request}`;
  const { ignored, ...view } = at(query);
  expect(ignored).toEqual([]);
  expect(logHref(WHOLE_LOG, view)).toBe(`/logs?${query}`);
});

test("values that say nothing known are named and left out", () => {
  const view = at("request=1&before=x&view=zzz&live=yes&status=abc&range=1y&after=%00");
  expect(view.ignored.toSorted()).toEqual(["after", "before", "live", "range", "request", "status", "view"]);
  expect(view).toMatchObject({ request: null, before: null, after: null, tab: "rows", live: false });
  expect(at("request=a&request=b").ignored).toEqual(["request"]);
});

test("ticked boxes of a form without a script are one choice", () => {
  expect(at("status=4xx&status=5xx").filter.status).toEqual({ in: ["4xx", "5xx"], notIn: [] });
});

test("another filter or span begins at the first page, with the panel closed; a step to another row stays", () => {
  const view = { ...at(`range=7d&before=${newId()}&request=${newId()}`) };
  expect(logHref(WHOLE_LOG, view, { filter: { test: true } })).toBe("/logs?test=true&range=7d");
  const next = newId<RequestId>();
  expect(logHref(WHOLE_LOG, view, { request: next })).toContain(`before=${view.before}&request=${next}`);
});

test("the log of a key is about that key, whatever its address says", () => {
  const keyId = newId<KeyId>();
  const place = { path: `/keys/${keyId}/logs`, keyId };
  const view = at(`key=${newId()}&test=true`, place);
  expect(view.filter.key).toEqual(only(keyId));
  expect(logHref(place, view)).toBe(`/keys/${keyId}/logs?test=true`);
});
