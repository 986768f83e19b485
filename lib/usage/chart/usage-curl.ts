import { writeRequestFilter } from "@/lib/core/request-address";
import type { UsagePlan } from "./contract";

/** The query of a plan as the API takes it: the same names as in the address of the page. */
export function usageParameters({ query }: Pick<UsagePlan, "query">): Array<[name: string, value: string]> {
  const { metric, group, subgroup, grain, top, zone, from, to, filter } = query;
  return [
    ["metric", metric],
    ...(group ? [["group", group] as [string, string]] : []),
    ...(subgroup ? [["subgroup", subgroup] as [string, string]] : []),
    ["grain", grain],
    ["top", String(top)],
    ["from", from.toISOString()],
    ["to", to.toISOString()],
    ["zone", zone],
    ...writeRequestFilter(filter),
  ];
}

/** The command that asks the API of the instance at `address` what a plan asks; the key comes from the environment. */
export function usageCurl(plan: Pick<UsagePlan, "query">, address: string): string {
  const lines = usageParameters(plan).map(
    ([name, value]) => `  --data-urlencode ${quoted(`${name}=${value}`)}`,
  );
  return [
    `curl -G ${quoted(`${address.replace(/\/$/, "")}/v1/usage`)}`,
    `  -H "Authorization: Bearer $LAYER_API_KEY"`,
    ...lines,
  ].join(" \\\n");
}

/** A text as one word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
