import { csvLines } from "@/lib/core/csv";
import type { KeyFilter } from "@/lib/core/key-filter";
import { usdDecimal } from "@/lib/core/money";
import type { KeyListItem } from "@/lib/keys/contract";
import { listKeys } from "@/lib/keys/queries";
import { fileResponse } from "@/lib/transport/file-response";
import { pageFormDoor } from "@/lib/transport/page-door";
import type { Viewer } from "@/lib/transport/require-viewer";
import { lastThirtyDays } from "@/lib/usage/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { keyFilterOf, loadKeysSearchParams } from "../../search-params";

const KEYS_AT_ONCE = 500;
const HEADER = [
  "id",
  "name",
  "key",
  "status",
  "created_at",
  "created_by",
  "last_used_at",
  "expires_at",
  "tags",
  "description",
  "scope",
  "health",
  "requests_30d",
  "errors_30d",
  "unpriced_30d",
  "cost_usd_30d",
];

/** A form of our own page asks for the keys that it names, or that the address says, as a file. */
export const exportKeys = pageFormDoor(async (viewer, form, request) => {
  const format = form.get("format") === "json" ? "json" : "csv";
  const address = loadKeysSearchParams(new URL(request.url).searchParams);
  const named = form.get("ids");
  const filter = typeof named === "string" ? { search: "", ids: named.split(",") } : keyFilterOf(address);
  const pieces = format === "csv" ? csvPieces(viewer, filter) : jsonPieces(viewer, filter);
  const type = format === "csv" ? "text/csv" : "application/json";
  return fileResponse({ name: `keys.${format}`, contentType: `${type}; charset=utf-8`, pieces });
});

async function* pages({ ctx }: Viewer, filter: KeyFilter): AsyncGenerator<KeyListItem[]> {
  const includeUsageSince = lastThirtyDays(ctx.clock.now()).from;
  const list = {
    ...filter,
    sort: "created",
    direction: "desc",
    limit: KEYS_AT_ONCE,
    includeUsageSince,
  } as const;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listKeys>> = await listKeys(ctx, { ...list, cursor });
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

async function* csvPieces(viewer: Viewer, { ids, ...filter }: KeyFilter): AsyncGenerator<string> {
  const narrowed = Object.entries(filter).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  const said = ids
    ? `${ids.length} selected keys`
    : narrowed.map(([name, value]) => `${name}=${value}`).join("; ");
  yield `# API keys: ${said.replaceAll(/[\r\n]/g, " ") || "all"}. Times are UTC, usage is that of the last 30 days.\r\n`;
  yield csvLines([HEADER]);
  for await (const keys of pages(viewer, ids ? { ...filter, ids } : filter)) yield csvLines(keys.map(cells));
}

function cells(key: KeyListItem) {
  const cost = knownCost(key);
  return [
    key.id,
    key.name,
    `${key.prefix}…${key.lastFour}`,
    key.status,
    key.createdAt,
    key.createdBy,
    key.lastUsedAt,
    key.expiresAt,
    key.tags.join("; "),
    key.description,
    key.scope === null ? null : JSON.stringify(key.scope),
    key.defects.join("; "),
    key.requests,
    key.errors,
    key.unpriced,
    cost === null ? null : usdDecimal(cost),
  ];
}

async function* jsonPieces(viewer: Viewer, filter: KeyFilter): AsyncGenerator<string> {
  let separator = "[";
  for await (const keys of pages(viewer, filter)) {
    for (const { sparkline: _days, guard: _guard, costNanoUsd, ...key } of keys) {
      const cost = knownCost({ ...key, costNanoUsd });
      yield `${separator}${JSON.stringify({ ...key, costUsd: cost === null ? null : usdDecimal(cost) })}`;
      separator = ",\n";
    }
  }
  yield separator === "[" ? "[]" : "]";
}
