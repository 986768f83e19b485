import { DIMENSIONS } from "@/lib/core/request-filter";
import type { Viewer } from "@/lib/transport/require-viewer";
import { valuesInUse } from "@/lib/usage/chart/values-in-use";

/** The values of a dimension that occur in a span, those with the most requests first. */
export async function listChoices({ ctx }: Viewer, _: object, request: Request) {
  const asked = new URL(request.url).searchParams;
  const dimension = DIMENSIONS.find((name) => name === asked.get("of"));
  const [from, to] = ["from", "to"].map((name) => new Date(asked.get(name) ?? ""));
  if (dimension === undefined || from === undefined || to === undefined) return { options: [] };
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return { options: [] };
  return { options: await valuesInUse(ctx, dimension, { from, to }) };
}
