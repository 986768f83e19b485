import type { Concern } from "@/lib/attention/list-concerns";
import { DEFECT_WORDS } from "@/lib/core/defect-words";
import { formatCountExact, formatPercent } from "@/lib/core/format";
import { REMEDIES } from "@/lib/core/remedies";
import { only, type RequestFilter } from "@/lib/core/request-filter";
import { isRefusing } from "@/lib/spending/is-refusing";
import { rowsHref } from "../../_log-parts/log-address";
import { limitName, percentWords, resetWords, usedWords } from "../../_spending/limit-words";

/** Something to see to: what it is, why, and where that is done. */
export type ConcernView = { id: string; title: string; sentence: string; href: string; link: string };

/** What is said of a concern, and the page where it is dealt with. */
export function concernWords(concern: Concern, now: Date): ConcernView {
  if (concern.kind === "keys") return keyWords(concern);
  if (concern.kind === "provider key") {
    return {
      id: `provider ${concern.provider} ${concern.label}`,
      title: `Provider key ${concern.label} fails`,
      sentence: `${concern.provider}: ${concern.problem}`,
      href: "/provider-keys",
      link: "Provider keys",
    };
  }
  if (concern.kind === "spending") return spendingWords(concern);
  return concern.kind === "errors" ? errorWords(concern, now) : unpricedWords(concern, now);
}

function keyWords({ defect, keys }: Extract<Concern, { kind: "keys" }>): ConcernView {
  const { label, sentence } = DEFECT_WORDS[defect];
  return {
    id: `keys ${defect}`,
    title: `${label}: ${keys === 1 ? "1 key" : `${formatCountExact(keys)} keys`}`,
    sentence,
    href: `/keys?health=${defect}`,
    link: keys === 1 ? "See the key" : "See the keys",
  };
}

function spendingWords({ limit }: Extract<Concern, { kind: "spending" }>): ConcernView {
  return {
    id: `spending ${limit.id}`,
    title: isRefusing(limit)
      ? `The ${limitName(limit)} refuses calls`
      : `The ${limitName(limit)} is at ${percentWords(limit)}`,
    sentence: `${usedWords(limit)} is spent. ${resetWords(limit)}.`,
    href: `/spending?limit=${limit.id}`,
    link: "Spending",
  };
}

function errorWords(
  { group, requests, since }: Extract<Concern, { kind: "errors" }>,
  now: Date,
): ConcernView {
  const share = formatPercent(group.count / requests);
  const [one, ...others] = group.keys;
  const where = one !== undefined && others.length === 0 && one.name !== null ? `, all of ${one.name}` : "";
  return {
    id: `errors ${group.errorCode} ${group.provider} ${group.cause}`,
    title: `${formatCountExact(group.count)} requests failed with ${group.errorCode}`,
    sentence: `${share} of the last 24 hours${where}. ${group.message ?? remedyOf(group.errorCode)}`,
    href: rowsHref({ error: [group.errorCode], ...providerOf(group.provider) }, { from: since, to: now }),
    link: "See them",
  };
}

function unpricedWords(
  { model, requests, since }: Extract<Concern, { kind: "unpriced" }>,
  now: Date,
): ConcernView {
  return {
    id: `unpriced ${model}`,
    title: `${model ?? "A model"} has no price`,
    sentence: `${requests === 1 ? "1 request" : `${formatCountExact(requests)} requests`} of the last 7 days ${requests === 1 ? "has no known cost and is" : "have no known cost and are"} in no total.`,
    href: rowsHref({ model: only(model), certainty: ["unpriced"] }, { from: since, to: now }),
    link: "See them",
  };
}

function remedyOf(code: string): string {
  return Object.hasOwn(REMEDIES, code) ? REMEDIES[code as keyof typeof REMEDIES] : "";
}

function providerOf(provider: string | null): RequestFilter {
  return provider === null ? {} : { provider: only(provider) };
}
