import { SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Ctx } from "@/lib/context";
import { LIMIT_WORDS } from "@/lib/core/limit-words";
import type { LimitInForce } from "@/lib/limits/limits-in-force";
import { type AccountLimits, MOST_HOLDERS, ownLimits, tightest, usedNow } from "@/lib/limits/queries";
import { gatewayDeps } from "@/lib/transport/gateway-deps";
import { limitWords } from "../limit-values";
import { HeadRoom } from "./head-room";

type Row = LimitInForce & { used: number | null };

/** The limits that keys and gates have besides the account's, and which of the two counts. */
export async function OwnLimits({ ctx, account }: { ctx: Ctx; account: AccountLimits }) {
  const limits = await ownLimits(ctx);
  const used = await usedNow(gatewayDeps().limits, limits);
  const rows = limits.map((limit, at): Row => ({ ...limit, used: used[at] ?? null }));
  return (
    <Card
      title="Limits of keys and gates"
      description="A call must fit into every limit that applies to it, so the tightest counts."
    >
      {rows.length === 0 ? (
        <p className="text-muted">
          None.{" "}
          <Link href="/keys" className="rounded-sm underline underline-offset-4">
            Keys
          </Link>{" "}
          and{" "}
          <Link href="/gates" className="rounded-sm underline underline-offset-4">
            gates
          </Link>{" "}
          can have limits of their own, to keep one program from using up what all of them share.
        </p>
      ) : (
        <SimpleTable
          caption="Limits of keys and gates"
          rows={rows}
          rowId={({ id, limit }) => `${limit}:${id}`}
          columns={[
            { header: "Whose", cell: (row) => <Whose {...row} /> },
            { header: "Limit", cell: ({ limit }) => LIMIT_WORDS[limit] },
            {
              header: "Its own",
              align: "end",
              cell: (row) => <Value of="own" row={row} account={account} />,
            },
            {
              header: "The account's",
              align: "end",
              cell: (row) => <Value of="account" row={row} account={account} />,
            },
            {
              header: "Head-room",
              cell: ({ name, limit, value, used: now }) =>
                now === null ? (
                  <span className="text-subtle text-xs">Not known now</span>
                ) : (
                  <HeadRoom label={`${name}, ${LIMIT_WORDS[limit]}`} used={now} limit={value} />
                ),
            },
          ]}
        />
      )}
      {new Set(rows.map(({ id }) => id)).size >= MOST_HOLDERS ? (
        <p className="mt-2 text-subtle text-xs">At most {MOST_HOLDERS} keys and as many gates are shown.</p>
      ) : null}
    </Card>
  );
}

function Whose({ scope, id, name }: Row) {
  return (
    <span className="flex items-center gap-2">
      <Link
        href={`/${scope}s/${id}`}
        className="max-w-56 truncate rounded-sm underline underline-offset-4"
        title={name}
      >
        {name}
      </Link>
      <span className="text-subtle text-xs">{scope}</span>
    </span>
  );
}

/** One of two limits, marked when it is the one that counts. */
function Value({ of, row, account }: { of: "own" | "account"; row: Row; account: AccountLimits }) {
  const value = of === "own" ? row.value : account.limits[row.limit];
  const counts = tightest(row, account.limits) === of;
  return (
    <span className="inline-flex items-center gap-2">
      {counts ? <Badge>Counts</Badge> : null}
      <span className={counts ? "font-medium" : "text-muted"}>{limitWords(value)}</span>
    </span>
  );
}
