import type { AppError } from "@/lib/core/errors";
import { type AccountId, newId, type RequestId } from "@/lib/core/ids";
import type { NanoUsd } from "@/lib/core/money";
import type { RateLimitHeaders } from "@/lib/core/rate-limits";
import type { Clock } from "@/lib/core/time";
import type { Admission, AdmissionDesk } from "@/lib/keys/admission";
import type { Claim, ClaimAnswer, LimitStore } from "@/lib/limits/limit-store";
import type { LimitInForce } from "@/lib/limits/limits-in-force";
import type { Attempt } from "@/lib/logs/request-record";
import type { SettlementDesk } from "@/lib/logs/settlement";
import type { PayloadDesk } from "@/lib/payloads/payload-desk";
import type { PriceOverrides } from "@/lib/prices/account-prices";
import type { Price } from "@/lib/prices/price";
import type { TokenUsage } from "@/lib/prices/price-usage";
import type { Departure } from "@/lib/providers/departure";
import type { Directory, ResolvedModel } from "@/lib/providers/directory";
import type { ReservationDesk } from "@/lib/spending/reservation-desk";
import type { CallTrace } from "@/lib/tracing/call-trace";
import { traceContextOf } from "@/lib/tracing/trace-context";
import type { Capture } from "./capture";
import type { ClientFormat } from "./formats/format";
import type { RefusedCallers } from "./refused-callers";
import type { RunningCalls } from "./running-calls";
import type { Spent } from "./spent";

/** Everything the hot path needs from outside, so that it runs the same before Next, in a route and in a test. */
export type GatewayDeps = {
  clock: Clock;
  admission: AdmissionDesk;
  limits: LimitStore;
  /** Where spending limits are held. */
  spending: ReservationDesk;
  settlement: SettlementDesk;
  /** Takes what accounts want kept of their requests. */
  payloads: PayloadDesk;
  /** The calls of this instance, so that those of a stopped key can be cut off. */
  running: RunningCalls;
  /** Who is refused again and again. */
  refused: RefusedCallers;
  /** The providers that an account can use, as of the state of its configuration that the ledger told at admission. */
  directoryOf: (account: { accountId: AccountId; configVersion: number }) => Directory | Promise<Directory>;
  /** The prices that an account has set itself, as of the same state. */
  pricesOf: (account: {
    accountId: AccountId;
    configVersion: number;
  }) => PriceOverrides | Promise<PriceOverrides>;
  /** Network address of the client, as far as it can be believed. */
  clientNetwork: (headers: Pick<Headers, "get">) => string | null;
  /** Told of everything thrown that is not one of our errors. */
  onFault: (thrown: unknown, requestId: RequestId) => void;
  maxBodyBytes: number;
  /** Longest time for a whole call, its attempts and its stream included, in milliseconds. */
  callTimeoutMs: number;
  /** In which headers answers tell their rate limits. */
  rateLimitHeaders: RateLimitHeaders;
  /** True when calls are parts of traces. */
  isTraced: boolean;
  /** Address of this instance, for links in errors. */
  appUrl: string;
};

/** How a call ended. */
export type Outcome = {
  /** HTTP status the client was given, or 499 when it had left. */
  status: number;
  error: AppError | null;
  usage: TokenUsage;
  /** `reported` by the provider, `estimated` by us, or cut short by an `interrupted` connection. */
  known: "reported" | "estimated" | "interrupted";
  /** What was wrong with what the provider reported, or why it was estimated, in a sentence; null when nothing was. */
  note: string | null;
  /** True for what cost more than its tokens do at list prices. */
  costsMore?: boolean;
};

/** What makes a call a trial of a gate. */
export type Trial = {
  /** True to let the first attempt fail without calling anybody, so that the next one is seen. */
  failsFirst: boolean;
};

/** What a call was counted as against the limits that it is held to, and how their counters stood then. */
export type Taken = { limits: readonly LimitInForce[]; claims: readonly Claim[] } & ClaimAnswer;

/** What becomes of the call, noted as it happens: it turns into one row of the log. */
export type Trail = {
  admission: Admission | null;
  /** What it was counted as, or was to be: as a request that runs, and by its tokens; null where nothing limits that. */
  allowance: { requests: Taken | null; tokens: Taken | null };
  /** The limits that it is held to. */
  limits: readonly LimitInForce[];
  modelAsked: string | null;
  model: ResolvedModel | null;
  /** True when it was asked with a provider key of the account, false with one of the instance; null when none was asked. */
  ownProviderKey: boolean | null;
  /** True once a provider key of the instance was used. */
  usedInstanceKey: boolean;
  /** What the model costs that was asked last; null when it is not known. */
  price: Price | null;
  attempts: Attempt[];
  /** The models to ask in their order, once that is settled. */
  route: readonly ResolvedModel[] | null;
  /** The most the call can bring out, in tokens, and cost; null where nothing bounds it. */
  maxOutputTokens: number | null;
  worstCost: NanoUsd | null;
  /** True where spending limits hold it, and reserved a fixed amount since nobody can say the most that it costs. */
  isFenced: boolean;
  /** What attempts used that failed all the same, each at the price of its model. */
  lost: Spent[];
  /** What the provider asked last said of its usage that is no number, where its answer was translated; see `UsageReading`. */
  usageFault: string | null;
  streamed: boolean;
  /** Set for a trial of a gate, null for a call of a client. */
  trial: Trial | null;
  /** Members of the request that the gate replaced or took out, since its callers may not choose them. */
  locked: string[];
  bodyBytes: number;
  firstTokenMs: number | null;
  /** How the call ended and what it costs; null until then. */
  settled: { outcome: Outcome; cost: NanoUsd | null } | null;
};

/** One request on its way through the gateway. */
export type Call = {
  readonly request: Request;
  readonly deps: GatewayDeps;
  readonly id: RequestId;
  /** How its client speaks; an endpoint that has several formats settles it when it has read the request. */
  format: ClientFormat;
  readonly startedAt: Date;
  /** Milliseconds since the call began, from a clock that never jumps. */
  readonly elapsedMs: () => number;
  readonly trail: Trail;
  /** Its place in a trace; null where none are kept. */
  readonly trace: CallTrace | null;
  /** What its client showed of itself, as a hash; null until it was read. */
  credentials: Buffer | null;
  /** What ends the provider's part of it from our side; null until a provider is asked. */
  departure: Departure | null;
  /** What keeps its payload; null where none is wanted. */
  capture: Capture | null;
  /** True once its key was stopped and its running calls with it. */
  isCutOff: boolean;
};

/** Starts a call: from here on it has an id, a beginning and a trail. */
export function openCall(request: Request, deps: GatewayDeps, format: ClientFormat): Call {
  const startedAt = deps.clock.now();
  const began = performance.now();
  return {
    request,
    deps,
    format,
    id: newId<RequestId>(startedAt.getTime()),
    startedAt,
    elapsedMs: () => performance.now() - began,
    trace: deps.isTraced ? traceOf(request.headers) : null,
    credentials: null,
    departure: null,
    capture: null,
    isCutOff: false,
    trail: {
      admission: null,
      limits: [],
      allowance: { requests: null, tokens: null },
      modelAsked: null,
      model: null,
      ownProviderKey: null,
      usedInstanceKey: false,
      price: null,
      attempts: [],
      route: null,
      maxOutputTokens: null,
      worstCost: null,
      isFenced: false,
      lost: [],
      usageFault: null,
      streamed: false,
      trial: null,
      locked: [],
      bodyBytes: 0,
      firstTokenMs: null,
      settled: null,
    },
  };
}

function traceOf(headers: Headers): CallTrace {
  return { ...traceContextOf(headers.get("traceparent"), headers.get("tracestate")), attempts: [] };
}
