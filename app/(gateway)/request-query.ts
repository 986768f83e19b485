import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { readRequestAddress } from "@/lib/core/request-address";
import { CERTAINTIES, DIMENSIONS, type Dimension, type RequestFilter } from "@/lib/core/request-filter";
import type { TimeRange } from "@/lib/core/time";
import { chosenRange, RANGES } from "@/lib/core/time-choice";

const WHAT: Record<Dimension, string> = {
  key: "ids of keys",
  gate: "ids of gates",
  model: "models that answered, as the log has them",
  provider: "providers that answered",
  endpoint: "endpoints, such as `chat/completions`",
  status: "codes such as `429`, or classes such as `5xx`",
  tag: "tags of the keys that were used",
};
const CHOICE =
  "Several separated by commas; `!` in front of one leaves it out, `none` means requests without one. Commas and percent signs " +
  "within a value are percent-encoded.";

const text = (description: string) => z.string().optional().meta({ description });
const flag = (what: string) => text(`\`true\` for requests that ${what}, \`false\` for the others.`);

/** The query parameters that say which requests are meant by what they are told apart by. */
export const dimensionFields = Object.fromEntries(
  DIMENSIONS.map((dimension) => [dimension, text(`Only these: ${WHAT[dimension]}. ${CHOICE}`)]),
) as Record<Dimension, ReturnType<typeof text>>;

/** The ones that only the log knows. */
export const rowFields = {
  error: text("Codes of errors, separated by commas."),
  refused_by: text(
    "Limits that refused them, such as `requestsPerMinute:key`: what is limited, and whose limit it is; several separated by commas.",
  ),
  certainty: text(
    `How sure tokens and cost are: ${CERTAINTIES.map((name) => `\`${name}\``).join(", ")}; several separated by commas.`,
  ),
  failed: flag("failed"),
  fallback: flag("another model than the first one was asked for"),
  streamed: flag("were streamed"),
  cached: flag("read from a cache of the provider"),
  test: flag("were trials"),
  own_provider_key: flag("used a provider key of the account, not one of the instance"),
  min_cost: text("Cost of at least this many USD, as a decimal."),
  max_cost: text("Cost of at most this many USD, as a decimal."),
  min_latency: text("At least this many milliseconds."),
  max_latency: text("At most this many milliseconds."),
  min_tokens: text("At least this many tokens, in and out together."),
  q: text(
    "A part of the text or the code of the error, in either case; or the id of a request, which is found whenever it was.",
  ),
};

/** The ones that say of which time. */
export const timeFields = {
  range: text(
    `A span by name: ${RANGES.map((name) => `\`${name}\``).join(", ")}. \`custom\` is what \`from\` and \`to\` say.`,
  ),
  from: text("From this day or moment on (`2026-11-01`, or ISO 8601 with a zone). Needs `to`."),
  to: text("Up to this moment, which is not in it any more, or until the end of this day. Needs `from`."),
  zone: text("The zone in which days begin, such as `Asia/Tokyo`. UTC when absent."),
};

type Query = { [name: string]: string | undefined };

/** Which requests a query means. `span` is null when it says nothing of time. */
export type RequestQuery = { filter: RequestFilter; span: TimeRange | null; zone: string };

/** Reads those parameters of a query. Throws `invalid_field` that names the first one whose value is none. */
export function readRequestQuery(query: Query, now: Date): RequestQuery {
  const { filter, time, zone, ignored } = readRequestAddress(query, "24h");
  const [param] = ignored;
  if (param !== undefined) throw wrong(param, "this value is none. The documentation says which there are.");
  const lone = query.from === undefined ? "to" : "from";
  if ((query.from === undefined) !== (query.to === undefined))
    throw wrong(lone, "use `from` and `to` together.");
  if (query.range === "custom" && query.from === undefined)
    throw wrong("range", "`custom` needs `from` and `to`.");
  if (query.range !== undefined && query.range !== "custom" && query.from !== undefined) {
    throw wrong("range", "use either a name or `from` and `to`.");
  }
  const hasTime = query.range !== undefined || query.from !== undefined;
  const { from, to } = chosenRange(time, zone ?? "UTC", now);
  return { filter, span: hasTime ? { from, to } : null, zone: zone ?? "UTC" };
}

function wrong(param: string, message: string): AppError {
  return new AppError("invalid_field", `${param}: ${message}`, { param });
}
