import { ledger } from "@/db/client";
import type { AppError } from "@/lib/core/errors";
import type { ProviderKeyId } from "@/lib/core/ids";
import { SECOND_MS, systemClock } from "@/lib/core/time";
import { appUrl, env } from "@/lib/env";
import type { GatewayDeps } from "@/lib/gateway/call";
import { openRefusedCallers } from "@/lib/gateway/refused-callers";
import { openRunningCalls } from "@/lib/gateway/running-calls";
import { openAdmissionDesk } from "@/lib/keys/admission";
import { cutMoments } from "@/lib/keys/cut-moments";
import { openSettlementDesk } from "@/lib/logs/settlement";
import { openPayloadDesk } from "@/lib/payloads/payload-desk";
import { accountPrices } from "@/lib/prices/account-prices";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import { openReservationDesk } from "@/lib/spending/reservation-desk";
import { clientNetwork } from "./client-network";
import { faultFacts } from "./fault-facts";
import { openGatewayLimits } from "./gateway-limits";
import { log } from "./log";
import { openMetrics } from "./metrics";
import { drainTraces, openTraces } from "./traces";

const shared = globalThis as typeof globalThis & { layerGateway?: GatewayDeps };

/** What the gateway of this process works with: one admission desk and one settlement desk, opened at first use. */
export function gatewayDeps(): GatewayDeps {
  shared.layerGateway ??= open();
  return shared.layerGateway;
}

/** Waits, at most `timeoutMs`, until calls that were cut have ended and every finished one is in the ledger; tells how many are not. */
export async function drainGateway(timeoutMs: number): Promise<number> {
  const until = Date.now() + timeoutMs;
  while ((shared.layerGateway?.running.count() ?? 0) > 0 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const left = (await shared.layerGateway?.settlement.drain(Math.max(0, until - Date.now()))) ?? 0;
  // What is kept of requests comes last, and nobody is told of what was not.
  await shared.layerGateway?.payloads.drain(Math.max(0, until - Date.now()));
  await drainTraces(Math.max(SECOND_MS, until - Date.now()));
  return left;
}

function open(): GatewayDeps {
  const sql = () => ledger().sql;
  const running = openRunningCalls(() => cutMoments(sql()));
  const metrics = openMetrics({
    queueDepth: () => shared.layerGateway?.settlement.waiting() ?? 0,
    runningCalls: running.count,
  });
  const traces = openTraces();
  return {
    clock: systemClock,
    running,
    refused: openRefusedCallers(),
    admission: openAdmissionDesk(sql),
    limits: openGatewayLimits(sql),
    spending: openReservationDesk(sql),
    settlement: openSettlementDesk(sql, {
      onRecorded: (settled) => {
        metrics?.note(settled);
        traces?.note(settled);
      },
      onLost: (record, reason) =>
        log().error(
          { err: reason, record: JSON.stringify(record, textOfBigInts) },
          "A finished request is not in the ledger",
        ),
    }),
    payloads: openPayloadDesk(sql, {
      onDropped: (requestId, reason) => log().warn({ requestId, reason }, "A payload is not kept"),
    }),
    directoryOf: (account) => accountDirectory(account, tellUnusable),
    pricesOf: accountPrices,
    clientNetwork: (headers) => clientNetwork(headers),
    onFault: (thrown, requestId) =>
      log().error({ requestId, ...faultFacts(thrown) }, "A gateway request failed"),
    maxBodyBytes: env().LAYER_MAX_BODY_BYTES,
    callTimeoutMs: env().LAYER_CALL_TIMEOUT_MS,
    rateLimitHeaders: env().LAYER_RATE_LIMIT_HEADERS,
    isTraced: traces !== null,
    appUrl: appUrl(),
  };
}

function tellUnusable(providerKeyId: ProviderKeyId, { code, message, cause }: AppError): void {
  const why = cause instanceof Error ? cause.message : undefined;
  log().error({ providerKeyId, code, reason: message, why }, "A provider key cannot be used");
}

function textOfBigInts(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
