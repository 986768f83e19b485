import { SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { Ctx } from "@/lib/context";
import { formatCountExact } from "@/lib/core/format";
import { mayDecide } from "@/lib/prices/decide-price-list";
import { type PriceListFacts, type PriceListState, priceListState } from "@/lib/prices/price-lists";
import { DecideList } from "./decide-list";
import { Differences } from "./differences";

const STATUS = {
  accepted: { label: "In use", tone: "ok" },
  proposed: { label: "Proposed", tone: "warn" },
  declined: { label: "Declined", tone: "neutral" },
  replaced: { label: "Replaced", tone: "neutral" },
} as const;

/** Which list prices hold, what an update would change, and the lists there were. */
export async function ListUpdate({ ctx }: { ctx: Ctx }) {
  const [state, isDecider] = await Promise.all([priceListState(ctx), mayDecide(ctx)]);
  const { accepted, candidate, lists } = state;
  return (
    <>
      {candidate === null ? (
        <Card title="No update of the list prices">
          <p className="max-w-prose text-muted">
            List prices come with Layer; nothing is fetched.{" "}
            {accepted === null ? null : `${accepted.source} is in use. `}
            When a newer version brings other prices, they are shown here first and are used once they are
            accepted.
          </p>
        </Card>
      ) : (
        <Candidate candidate={candidate} isDecider={isDecider} />
      )}
      <Problems list={accepted} title="Entries of the list in use that could not be read" />
      {lists.length === 0 ? null : (
        <Card title="Lists">
          <SimpleTable
            caption="Lists of prices"
            rows={lists}
            rowId={({ source }) => source}
            columns={[
              { header: "Source", cell: ({ source }) => <code className="text-xs">{source}</code> },
              {
                header: "State",
                cell: ({ status }) => <Badge tone={STATUS[status].tone}>{STATUS[status].label}</Badge>,
              },
              { header: "Models", align: "end", cell: ({ models }) => formatCountExact(models) },
              { header: "Arrived", cell: ({ createdAt }) => <Time value={createdAt} /> },
              {
                header: "Decided",
                cell: ({ decidedAt }) => (decidedAt === null ? "—" : <Time value={decidedAt} />),
              },
            ]}
          />
        </Card>
      )}
    </>
  );
}

function Candidate({
  candidate,
  isDecider,
}: {
  candidate: NonNullable<PriceListState["candidate"]>;
  isDecider: boolean;
}) {
  const { source, status, differences } = candidate;
  const count = (kind: string) => formatCountExact(differences.filter((each) => each.kind === kind).length);
  return (
    <>
      <Card
        title={status === "declined" ? `${source} was declined` : `${source} waits for a decision`}
        description={`${count("changed")} changed, ${count("gone")} gone, ${count("new")} new. Until it is accepted, requests are priced as before; models that are new in it are priced at once. What is in the log keeps its cost.`}
        actions={isDecider ? <DecideList source={source} isDeclined={status === "declined"} /> : null}
      >
        {isDecider ? null : (
          <p className="mb-3 text-muted text-sm">
            Only the owner of this instance decides over its list prices.
          </p>
        )}
        <Differences differences={differences} />
      </Card>
      <Problems list={candidate} title="Entries of the update that could not be read" />
    </>
  );
}

function Problems({ list, title }: { list: PriceListFacts | null; title: string }) {
  if (list === null || list.problems.length === 0) return null;
  return (
    <Callout tone="warn" title={title}>
      <p>The last good price holds for them.</p>
      <ul className="mt-1 list-disc pl-5">
        {list.problems.map(({ model, problem }) => (
          <li key={model}>
            <code className="text-xs">{model}</code>: {problem}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
