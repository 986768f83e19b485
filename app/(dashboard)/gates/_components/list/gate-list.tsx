import type { Ctx } from "@/lib/context";
import { only } from "@/lib/core/request-filter";
import { DAY_MS } from "@/lib/core/time";
import { checkGate } from "@/lib/gates/check-gate";
import { gateUsage, listGates } from "@/lib/gates/queries";
import { directoryOf } from "@/lib/provider-keys/directory-of";
import { wholeHours } from "@/lib/usage/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { rowsHref } from "../../../_log-parts/log-address";
import { loadModels } from "../../load-models";
import type { loadGatesSearchParams } from "../../search-params";
import { gateState, UNCHECKED } from "../gate-state";
import { starters } from "../starters";
import { gateFacts, gatePage } from "./gate-page";
import { GatesTable } from "./gates-table";
import { NoGates } from "./no-gates";

type View = Awaited<ReturnType<typeof loadGatesSearchParams>>;

/** Reads the gates that the address asks for, with what came through them in the last 24 hours. */
export async function GateList({ ctx, view }: { ctx: Ctx; view: View }) {
  const gates = await listGates(ctx);
  if (gates.length === 0) return <NoGates starters={starters(await loadModels(ctx))} />;
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - DAY_MS);
  // Sums are kept by the hour, so the rows behind them are those of whole hours.
  const span = wholeHours({ from: since, to: now });
  const [usage, directory] = await Promise.all([
    gateUsage(
      ctx,
      gates.map(({ id }) => id),
      since,
    ),
    directoryOf(ctx),
  ]);
  const rows = gates.map((gate) => {
    const sums = usage.get(gate.id) ?? { requests: 0, errors: 0, unpriced: 0, costNanoUsd: 0n };
    const state = checkGate(ctx, gate.settings, directory).then(gateState, () => UNCHECKED);
    const rows = rowsHref({ gate: only(gate.id) }, span);
    return { ...gateFacts(gate), ...sums, costNanoUsd: knownCost(sums), rowsHref: rows, state };
  });
  const shown = { search: view.q, sort: view.sort, direction: view.dir, limit: Number(view.limit) };
  return <GatesTable page={gatePage(rows, { ...shown, page: view.cursor })} view={shown} />;
}
