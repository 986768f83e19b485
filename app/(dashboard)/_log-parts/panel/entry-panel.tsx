import { EmptyState } from "@/components/ui/empty-state";
import type { RequestId } from "@/lib/core/ids";
import { appUrl } from "@/lib/env";
import { explainCost } from "@/lib/logs/explain-cost";
import { findLog } from "@/lib/logs/queries";
import { findPayload, getPayloadPolicy } from "@/lib/payloads/queries";
import type { ListProps } from "../list/list-props";
import { logHref } from "../log-address";
import { ContextFacts } from "./context-facts";
import { CostLines } from "./cost-lines";
import { EntryActions } from "./entry-actions";
import { EntryHeader } from "./entry-header";
import { PanelFrame } from "./panel-frame";
import { PayloadSection } from "./payload-section";
import { Timeline } from "./timeline";

/** Everything about one request, beside the list. Another account's id is answered like one that never was. */
export async function EntryPanel({ ctx, place, view, zone, id }: ListProps & { id: RequestId }) {
  const frame = { id, closeHref: logHref(place, view, { request: null }) };
  const entry = await findLog(ctx, id);
  if (entry === null) {
    return (
      <PanelFrame {...frame}>
        <EmptyState title="No such request" level={3}>
          There is no request with this id in your log, or its row has expired.
        </EmptyState>
      </PanelFrame>
    );
  }
  const [story, payload, policy] = await Promise.all([
    explainCost(ctx, entry),
    findPayload(ctx, id),
    getPayloadPolicy(ctx),
  ]);
  return (
    <PanelFrame {...frame}>
      <EntryHeader entry={entry} zone={zone} />
      <EntryActions entry={entry} payload={payload} address={appUrl()} />
      <Timeline entry={entry} />
      <CostLines entry={entry} story={story} zone={zone} />
      <PayloadSection payload={payload} policy={policy} zone={zone} />
      <ContextFacts entry={entry} />
    </PanelFrame>
  );
}
