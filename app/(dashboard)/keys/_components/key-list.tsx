import { CodeBlock } from "@/components/ui/code-block";
import type { Ctx } from "@/lib/context";
import { maxLifetimeDays } from "@/lib/keys/expiry/checked-expiry";
import { countKeys, listKeys } from "@/lib/keys/queries";
import { spendingLimitsOfKeys } from "@/lib/spending/queries";
import { lastThirtyDays } from "@/lib/usage/contract";
import { shortCurl } from "../../_first-request/snippets";
import { keyFilterOf, type loadKeysSearchParams } from "../search-params";
import { InlineCreateKeyForm } from "./create-key";
import { keyState } from "./key-state";
import { KeysTable } from "./keys-table";
import { limitReached } from "./limit-reached";

type View = Awaited<ReturnType<typeof loadKeysSearchParams>>;
type Place = { address: string; gate: string };

/** Counting further would take longer than reading the page. */
const COUNTED_KEYS = 10_000;

/** Reads the page of keys that the address asks for. */
export async function KeyList({ ctx, view, zone, ...place }: Place & { ctx: Ctx; view: View; zone: string }) {
  const now = ctx.clock.now();
  const { q: search, sort, dir: direction, cursor, limit } = view;
  const filter = keyFilterOf(view);
  const includeUsageSince = lastThirtyDays(now).from;
  const [page, total] = await Promise.all([
    listKeys(ctx, { ...filter, sort, direction, cursor, limit, includeUsageSince }),
    countKeys(ctx, filter, COUNTED_KEYS),
  ]);
  const { items, nextCursor, previousCursor } = page;
  const limits = await spendingLimitsOfKeys(
    ctx,
    items.map(({ id }) => id),
  );
  const rows = items.map((key) => {
    const own = limits.filter(({ keyId }) => keyId === key.id);
    return { ...key, state: keyState(key, now, zone, limitReached(own, now)) };
  });
  return (
    <KeysTable
      page={{ rows, nextCursor, previousCursor, total, isMore: total === COUNTED_KEYS }}
      view={{ search, sort, direction, limit }}
      maxDays={maxLifetimeDays()}
      empty={<NoKeys {...place} />}
    />
  );
}

/** The first visit starts the job right here. */
function NoKeys({ address, gate }: Place) {
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 py-6">
      <div>
        <h2 className="text-lg">Create your first key</h2>
        <p className="mt-1 text-muted">
          A key lets a program call language models through this instance, and shows what each one costs.
        </p>
      </div>
      <InlineCreateKeyForm />
      <CodeBlock label="Then call it" code={shortCurl({ address, gate, secret: null })} />
    </div>
  );
}
