import { CircleAlert, CircleCheck, Timer } from "lucide-react";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { formatCountExact } from "@/lib/core/format";
import type { SpendingScope } from "@/lib/core/spending";
import type { SpendingLimit } from "@/lib/spending/contract";
import type { LimitOutlook } from "@/lib/spending/list-outlooks";
import { LimitLine } from "../../_spending/limit-line";
import { aboutWords, holderTitle, outlookWords } from "../../_spending/limit-words";

type Props = {
  watched: readonly LimitOutlook[];
  first: LimitOutlook | null;
  /** How many limits are not shown. */
  left: number;
  at: Date;
  mayChange: boolean;
};

/** All limits: the account's, below them those of its gates and of its keys, with the one that stops first. */
export function LimitsTree(props: Props) {
  const of = (scope: SpendingScope) => holdersOf(props.watched.filter(({ limit }) => limit.scope === scope));
  return (
    <Card
      title={
        <span tabIndex={-1} data-spending-heading>
          All limits
        </span>
      }
      description="A call must fit into every limit that holds it: the account's, its gate's and its key's."
    >
      <FirstSentence {...props} />
      <ul className="mt-4 flex flex-col gap-4">
        <li>
          <Holders
            {...props}
            title="Account"
            holders={of("account")}
            empty="No limit of the whole account."
          />
          <ul className="mt-4 flex flex-col gap-4 border-line border-l pl-4 md:ml-1 md:pl-6">
            <li>
              <Holders
                {...props}
                title="Gates"
                holders={of("gate")}
                empty="No gate has a limit of its own."
              />
            </li>
            <li>
              <Holders {...props} title="Keys" holders={of("key")} empty="No key has a limit of its own." />
            </li>
          </ul>
        </li>
      </ul>
      {props.left === 0 ? null : (
        <p className="mt-4 text-subtle text-xs">
          {formatCountExact(props.left)} more, which are used less, stand on the pages of their keys and
          gates.
        </p>
      )}
    </Card>
  );
}

function FirstSentence({ watched, first }: Props) {
  const icon = "mt-0.5 size-4 shrink-0";
  if (first !== null) {
    return (
      <p className="flex gap-2">
        <Timer aria-hidden="true" className={`${icon} text-warn`} />
        <span>
          <strong className="font-medium">{holderTitle(first.limit)}</strong> stops first, in{" "}
          {aboutWords(first.outlook.usedUpIn?.middle ?? 0)}.
        </span>
      </p>
    );
  }
  const blocking = watched.filter(({ limit }) => limit.enforcement === "block");
  if (blocking.length === 0) return <p className="text-muted">No limit blocks: nothing stops by itself.</p>;
  if (blocking.some(({ limit }) => limit.now.status === "suspended")) {
    return (
      <p className="flex gap-2">
        <CircleAlert aria-hidden="true" className={`${icon} text-danger`} />
        What is used up is marked below. No other limit is expected to stop before it resets.
      </p>
    );
  }
  if (blocking.every(({ outlook }) => outlook.usedUpIn === null)) {
    return <p className="text-muted">Not enough data to say which limit stops first.</p>;
  }
  return (
    <p className="flex gap-2">
      <CircleCheck aria-hidden="true" className={`${icon} text-ok`} />
      No limit is expected to stop before it resets.
    </p>
  );
}

/** The limits of one account, gate or key together. */
function holdersOf(watched: readonly LimitOutlook[]): LimitOutlook[][] {
  const holders = new Map<string, LimitOutlook[]>();
  for (const each of watched) {
    const id = each.limit.keyId ?? each.limit.gateId ?? "account";
    holders.set(id, [...(holders.get(id) ?? []), each]);
  }
  return [...holders.values()];
}

function Holders({
  title,
  holders,
  empty,
  first,
  at,
  mayChange,
}: Props & { title: string; holders: LimitOutlook[][]; empty: string }) {
  return (
    <>
      <h3 className="text-sm">{title}</h3>
      {holders.length === 0 ? (
        <p className="mt-1 text-subtle">{empty}</p>
      ) : (
        <ul className="mt-1 flex flex-col gap-2">
          {holders.map((limits) => (
            <li key={limits[0]?.limit.id}>
              {limits[0] === undefined || limits[0].limit.scope === "account" ? null : (
                <HolderLink limit={limits[0].limit} />
              )}
              <ul className="divide-y divide-line">
                {limits.map(({ limit, outlook }) => (
                  <li key={limit.id}>
                    <LimitLine
                      limit={limit}
                      at={at}
                      mayChange={mayChange}
                      outlook={outlookWords(limit, outlook)}
                      isFirst={limit === first?.limit}
                    />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function HolderLink({ limit }: { limit: SpendingLimit }) {
  const { scope, gateId, keyId, holderName } = limit;
  return (
    <Link
      href={scope === "gate" ? `/gates/${gateId}?tab=spending` : `/keys/${keyId}/scope`}
      className="wrap-anywhere mb-1 inline-block rounded-sm underline decoration-line underline-offset-4 hover:decoration-current"
    >
      {holderName}
    </Link>
  );
}
