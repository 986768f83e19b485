import { accountState } from "@/lib/accounts/account-state";
import { findGate } from "@/lib/gates/queries";
import type { TrialInput } from "@/lib/gates/trial-contract";
import { chatCompletions } from "@/lib/gateway/formats/chat-completions";
import { type TrialSummary, tryGate } from "@/lib/gateway/try-gate";
import type { Admission } from "@/lib/keys/admission";
import { testKey } from "@/lib/keys/test-key";
import { gatewayDeps } from "./gateway-deps";
import type { Viewer } from "./require-viewer";

/**
 * Runs a gate as it stands in the editor and streams the answer, with a last event `trial` about how it went. It counts under
 * the account's key for tests. A trial that fails before its answer begins is answered in the native shape of an error.
 */
export async function runTrial(viewer: Viewer, input: TrialInput, request: Request): Promise<Response> {
  const { response, summary } = await tryGate(request, gatewayDeps(), chatCompletions, {
    failsFirst: input.simulateFailure,
    admission: await admissionOf(viewer, input),
    body: { messages: input.messages, stream: true },
  });
  return response.ok ? response : refusal(response, summary());
}

async function admissionOf({ ctx }: Viewer, input: TrialInput): Promise<Admission> {
  const [account, { name: keyName, payloads: keyPayloads, limits: keyLimits, ...key }, saved] =
    await Promise.all([
      accountState(ctx),
      testKey(ctx),
      input.gateId === null ? null : findGate(ctx, input.gateId),
    ]);
  return {
    ...account,
    ...key,
    keyName,
    secretLastFour: null,
    scope: null,
    keyPayloads,
    keyLimits,
    admittedAt: ctx.clock.now(),
    accountId: ctx.accountId,
    keyDeletedAt: null,
    keyDisabledAt: null,
    keyExpiresAt: null,
    secretExpiresAt: null,
    secretRevokedAt: null,
    // Whatever limits there are, they hold a trial too.
    isSpendingHeld: true,
    gate: {
      id: saved?.id ?? null,
      name: input.name,
      // What stands in an editor is no version of its gate.
      version: null,
      settings: input.settings,
      payloads: saved?.payloads ?? null,
      limits: saved?.limits ?? null,
      named: true,
    },
  };
}

function refusal(response: Response, { error, attempts, requestId }: TrialSummary): Response {
  const body = { error: error?.code, message: error?.message, requestId, attempts };
  return Response.json(body, { status: response.status, headers: { "cache-control": "no-store" } });
}
