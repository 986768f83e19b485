import { type AccountId, newId, type RequestId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";
import type { Admission, AdmissionDesk } from "@/lib/keys/admission";
import type { Attempt } from "@/lib/logs/request-record";
import type { SettlementDesk } from "@/lib/logs/settlement";
import type { PriceOverrides } from "@/lib/prices/account-prices";
import type { Price } from "@/lib/prices/price-book";
import type { Directory, ResolvedModel } from "@/lib/providers/directory";

/** Everything the hot path needs from outside, so that it runs the same before Next, in a route and in a test. */
export type GatewayDeps = {
  clock: Clock;
  admission: AdmissionDesk;
  settlement: SettlementDesk;
  /** The providers that an account can use, as of the state of its configuration that the ledger told at admission. */
  directoryOf: (account: { accountId: AccountId; configVersion: number }) => Promise<Directory>;
  /** The prices that an account has set itself, as of the same state. */
  pricesOf: (account: { accountId: AccountId; configVersion: number }) => Promise<PriceOverrides>;
  /** Network address of the client, as far as it can be believed. */
  clientNetwork: (headers: Pick<Headers, "get">) => string | null;
  /** Told of everything thrown that is not one of our errors. */
  onFault: (thrown: unknown, requestId: RequestId) => void;
  maxBodyBytes: number;
  /** Address of this instance, for links in errors. */
  appUrl: string;
};

/** What becomes of the call, noted as it happens: it turns into one row of the log. */
export type Trail = {
  admission: Admission | null;
  modelAsked: string | null;
  model: ResolvedModel | null;
  /** What that model costs; null when it is not known. */
  price: Price | null;
  attempts: Attempt[];
  streamed: boolean;
  /** True for a trial of a gate. */
  isTest: boolean;
  bodyBytes: number;
  firstTokenMs: number | null;
  closed: boolean;
};

/** One request on its way through the gateway. */
export type Call = {
  readonly request: Request;
  readonly deps: GatewayDeps;
  readonly id: RequestId;
  /** Path of the endpoint without its version: `chat/completions`. */
  readonly endpoint: string;
  readonly startedAt: Date;
  /** Milliseconds since the call began, from a clock that never jumps. */
  readonly elapsedMs: () => number;
  readonly trail: Trail;
};

/** Starts a call: from here on it has an id, a beginning and a trail. */
export function openCall(request: Request, deps: GatewayDeps, endpoint: string): Call {
  const startedAt = deps.clock.now();
  const began = performance.now();
  return {
    request,
    deps,
    endpoint,
    id: newId<RequestId>(startedAt.getTime()),
    startedAt,
    elapsedMs: () => performance.now() - began,
    trail: {
      admission: null,
      modelAsked: null,
      model: null,
      price: null,
      attempts: [],
      streamed: false,
      isTest: false,
      bodyBytes: 0,
      firstTokenMs: null,
      closed: false,
    },
  };
}
