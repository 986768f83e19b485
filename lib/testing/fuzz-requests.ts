import fc from "fast-check";
import type { DocumentedOperation } from "./api-document";
import { anyBody, NASTY_ADDRESS, NASTY_HEADER, NASTY_JSON, placesOf, withNasty } from "./nasty";

/** A request of an operation; `what` tells it from the others. */
export type Sent = {
  what: string;
  /** The parameters of the path, encoded. */
  path: Record<string, string>;
  query?: string;
  headers?: Record<string, string>;
  body?: string | FormData;
};

// Several long ones together are refused by the HTTP parser, before any endpoint sees them.
const LONGEST_QUERY = 6_000;
const COMMON_HEADERS = ["content-type", "user-agent", "x-forwarded-for", "x-layer-gate-id"];

/** The documented example, about the thing that `path` names, with what its query cannot do without. */
export function exampleRequest(
  { body, parameters }: DocumentedOperation,
  path: Record<string, string>,
): Sent {
  const json = JSON.stringify(body?.example);
  const needed = parameters.filter((parameter) => parameter.in === "query" && parameter.required);
  const query = new URLSearchParams(
    needed.map(({ name, schema }) => [name, schema.example ?? ""]),
  ).toString();
  return {
    what: "the example",
    path,
    ...(query === "" ? {} : { query }),
    ...(body === null ? {} : { body: bodyOf(body.type, json) }),
  };
}

const QUERY_VALUES = 3;
const HEADER_VALUES = 3;
const BODY_VALUES = 4;

/**
 * The example with nasty values in each place: path, query, headers, and all that the schema of the body names. Every place gets some
 * of them, a place the ones that follow on those of the place before, so that an operation meets them all.
 */
export function nastyRequests(operation: DocumentedOperation, path: Record<string, string>): Sent[] {
  const base = exampleRequest(operation, path);
  const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
  const paths = Object.keys(path).flatMap((name) =>
    NASTY_ADDRESS.map((value) => ({
      ...base,
      what: `path ${short(value)}`,
      path: { ...path, [name]: value },
    })),
  );
  const queries = [...namesIn(operation, "query"), "surprise"].flatMap((name, at) =>
    [
      ...turnOf(NASTY_ADDRESS, at, QUERY_VALUES).map((value) => `${name}=${value}`),
      `${name}=1&${name}=2`,
    ].map((query) => ({ ...base, what: `query ${short(query)}`, query })),
  );
  const headers = [...namesIn(operation, "header"), ...COMMON_HEADERS].flatMap((name, at) =>
    turnOf(NASTY_HEADER, at, HEADER_VALUES).map((value) => ({
      ...base,
      what: `${name}: ${short(value)}`,
      headers: { [name]: value },
    })),
  );
  return [
    ...paths,
    ...queries,
    ...headers,
    ...nastyBodies(operation, base, short),
    ...brokenBodies(operation, base),
  ];
}

/** As many values as a place gets, going on where the place before ended. */
function turnOf<T>(values: readonly T[], place: number, count: number): T[] {
  return Array.from({ length: count }, (_, step) => values[(place * count + step) % values.length] as T);
}

function nastyBodies({ body }: DocumentedOperation, base: Sent, short: (text: string) => string): Sent[] {
  if (body === null) return [];
  return placesOf(body.schema).flatMap((place, at) =>
    // The body as a whole gets all of them.
    turnOf(NASTY_JSON, at, place.length === 0 ? NASTY_JSON.length : BODY_VALUES).map((json) => ({
      ...base,
      what: `body ${place.join(".")} ${short(json)}`,
      body: bodyOf(body.type, withNasty(body.example, place, json)),
    })),
  );
}

/** Bodies that are none: no JSON, too deep, too large, of another kind, none at all, and one with every member twice. */
function brokenBodies({ body }: DocumentedOperation, base: Sent): Sent[] {
  if (body === null) return [];
  const example = JSON.stringify(body.example);
  const texts = [
    "",
    "{",
    "\u0000",
    `${example},`,
    "NaN",
    `${"[".repeat(5_000)}${"]".repeat(5_000)}`,
    `"${"a".repeat(200_000)}"`,
  ];
  const kinds = ["text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded"];
  return [
    ...texts.map((text) => ({ ...base, what: `broken body ${text.slice(0, 20)}`, body: text })),
    ...kinds.map((type) => ({ ...base, what: type, body: example, headers: { "content-type": type } })),
    { ...base, what: "compressed", body: example, headers: { "content-encoding": "gzip" } },
  ];
}

/** Requests by chance, the same ones every time: mostly as the document wants them, in parts anything. */
export function randomRequests(
  operation: DocumentedOperation,
  path: Record<string, string>,
  parameters: { seed: number; numRuns: number },
): Sent[] {
  const { body } = operation;
  const queries = namesIn(operation, "query");
  const text = fc
    .string({ unit: "binary" })
    .map((value) => encodeURIComponent(value.toWellFormed()) || "%20");
  const word = fc.oneof(text, fc.constantFrom(...NASTY_ADDRESS), fc.nat(300).map(String));
  const some = (names: string[], value: fc.Arbitrary<string>, requiredKeys: string[] = []) =>
    fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys });
  const request = fc.record({
    // Mostly the thing itself: behind an unknown id nothing is tried.
    path: fc.oneof(
      { weight: 4, arbitrary: fc.constant(path) },
      some(Object.keys(path), word, Object.keys(path)),
    ),
    query: some(queries.length === 0 ? ["surprise"] : queries, word),
    headers: mostlyNothing(some(namesIn(operation, "header"), fc.constantFrom(...NASTY_HEADER))),
    body: body === null ? fc.constant(null) : anyBody(body.schema, body.example),
  });
  return fc.sample(request, parameters).map((made) => ({
    what: JSON.stringify(made).slice(0, 1_000),
    path: made.path as Record<string, string>,
    query: Object.entries(made.query)
      .map((pair) => pair.join("="))
      .join("&")
      .slice(0, LONGEST_QUERY),
    headers: made.headers as Record<string, string>,
    ...(body === null ? {} : { body: bodyOf(body.type, JSON.stringify(made.body)) }),
  }));
}

/** A header that is wrong is told before anything else is looked at. */
function mostlyNothing(headers: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, headers);
}

/** Sends a request; without `authorization` as nobody. */
export function sendTo(
  url: string,
  operation: DocumentedOperation,
  sent: Sent,
  authorization: string | null,
): Promise<Response> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => sent.path[name] ?? "");
  return fetch(`${url}${path}${sent.query ? `?${sent.query}` : ""}`, {
    method: operation.method,
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(typeof sent.body === "string" ? { "content-type": "application/json" } : {}),
      ...sent.headers,
    },
    ...(sent.body === undefined ? {} : { body: sent.body }),
  });
}

function namesIn({ parameters }: DocumentedOperation, place: string): string[] {
  return parameters.flatMap((parameter) => (parameter.in === place ? [parameter.name] : []));
}

/** A body as its content type wants it: in a form every member of the JSON is a field. */
function bodyOf(type: string, json: string): string | FormData {
  if (type !== "multipart/form-data") return json;
  const value: unknown = JSON.parse(json);
  const form = new FormData();
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [["file", value]];
  for (const [name, field] of fields) {
    if (name === "file" && typeof field === "string") form.append(name, new Blob([field]), "a.wav");
    else form.append(String(name), typeof field === "string" ? field : String(JSON.stringify(field)));
  }
  return form;
}
