/** Gates whose turns are remembered; the least recently used one starts anew when there are more. */
const MOST_GATES = 10_000;

type Turns = { weights: string; credit: Map<string, number> };
const turns = new Map<string, Turns>();

/**
 * Whose turn it is, so that every model gets its share to the call: smooth weighted round-robin, as nginx does it
 * (nginx.org, commit 52327e0627f4). `gateId` keeps the turns of gates apart; new weights start anew. At least one weight
 * must be above 0. Turns are counted in this process: over several instances the shares hold, an exact rotation does not.
 */
export function takeTurn(gateId: string, weights: ReadonlyMap<string, number>): string {
  const { credit } = turnsOf(gateId, weights);
  let total = 0;
  let next = "";
  let most = Number.NEGATIVE_INFINITY;
  for (const [model, weight] of weights) {
    if (weight <= 0) continue;
    total += weight;
    const now = (credit.get(model) ?? 0) + weight;
    credit.set(model, now);
    if (now > most) [next, most] = [model, now];
  }
  credit.set(next, most - total);
  return next;
}

function turnsOf(gateId: string, weights: ReadonlyMap<string, number>): Turns {
  const text = JSON.stringify([...weights]);
  const known = turns.get(gateId);
  turns.delete(gateId);
  const kept = known?.weights === text ? known : { weights: text, credit: new Map() };
  turns.set(gateId, kept);
  const [oldest] = turns.keys();
  if (turns.size > MOST_GATES && oldest !== undefined) turns.delete(oldest);
  return kept;
}
