import {
  type AccessLevel,
  accessLevel,
  type HoursWindow,
  type KeyAccess,
  type KeyScope,
  RESOURCES,
  type Resource,
} from "@/lib/core/key-scope";
import { usdDecimal } from "@/lib/core/money";

/** What is typed and chosen of a scope. A list that is null allows all. */
export type ScopeForm = {
  access: "full" | "inference" | "read" | "custom";
  levels: Record<Resource, AccessLevel>;
  gates: string[] | null;
  models: string[] | null;
  providers: string[] | null;
  endpoints: string[] | null;
  /** One to a line. */
  networks: string;
  zone: string;
  windows: HoursWindow[];
  /** US dollars, as text. */
  maxCallUsd: string;
  maxOutputTokens: string;
};

/** A fault with its place, as the server tells it: `scope.networks.0`. */
export type ScopeFault = { param: string; message: string };

/** The form that says a scope. `zone` is what hours begin with. */
export function scopeFormOf(scope: KeyScope | null, zone: string): ScopeForm {
  const { access, gates, models, providers, endpoints, networks, hours, maxCallNanoUsd, maxOutputTokens } =
    scope ?? {};
  return {
    access: access === undefined ? "full" : typeof access === "string" ? access : "custom",
    levels: Object.fromEntries(
      RESOURCES.map((one) => [one, accessLevel(access, one)]),
    ) as ScopeForm["levels"],
    gates: gates ?? null,
    models: models ?? null,
    providers: providers ?? null,
    endpoints: endpoints ?? null,
    networks: networks?.join("\n") ?? "",
    zone: hours?.zone ?? zone,
    windows: hours?.windows ?? [],
    maxCallUsd: maxCallNanoUsd === undefined ? "" : usdDecimal(BigInt(maxCallNanoUsd)),
    maxOutputTokens: maxOutputTokens?.toString() ?? "",
  };
}

/** The scope that a form says, null when it limits nothing; or what the server could not be asked about. */
export function scopeOfForm(form: ScopeForm): { scope: KeyScope | null } | ScopeFault {
  const maxCallNanoUsd = nanoOf(form.maxCallUsd);
  if (maxCallNanoUsd === null) {
    const message = "Use an amount in dollars above 0 with at most 9 digits behind the point, like 0.50.";
    return { param: "scope.maxCallNanoUsd", message };
  }
  const tokens = form.maxOutputTokens.trim();
  if (!/^\d{0,9}$/.test(tokens)) {
    return { param: "scope.maxOutputTokens", message: "Use a whole number of tokens, like 4000." };
  }
  const networks = form.networks.split(/[\s,]+/).filter((text) => text !== "");
  const scope: KeyScope = {
    ...(form.access === "full" ? {} : { access: accessOf(form) }),
    ...(form.gates && { gates: form.gates }),
    ...(form.models && { models: form.models }),
    ...(form.providers && { providers: form.providers }),
    ...(form.endpoints && { endpoints: form.endpoints }),
    ...(networks.length > 0 && { networks }),
    ...(form.windows.length > 0 && { hours: { zone: form.zone, windows: form.windows } }),
    ...(maxCallNanoUsd === "" ? {} : { maxCallNanoUsd }),
    ...(tokens === "" ? {} : { maxOutputTokens: Number(tokens) }),
  };
  return { scope: Object.keys(scope).length === 0 ? null : scope };
}

function accessOf({ access, levels }: ScopeForm): KeyAccess {
  if (access === "inference" || access === "read") return access;
  return Object.fromEntries(Object.entries(levels).filter(([, level]) => level !== "none"));
}

/** Dollars as whole nano-dollars, "" for none, null for what is no amount. */
function nanoOf(text: string): string | null {
  const trimmed = text.trim().replace(/^\$/, "");
  if (trimmed === "") return "";
  const parts = /^(\d{1,6})(?:\.(\d{1,9}))?$/.exec(trimmed);
  if (parts === null) return null;
  const nano = `${parts[1]}${(parts[2] ?? "").padEnd(9, "0")}`.replace(/^0+/, "");
  return nano === "" ? null : nano;
}
