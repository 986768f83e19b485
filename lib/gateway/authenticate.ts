import { AppError } from "@/lib/core/errors";
import type { Admission } from "@/lib/keys/admission";
import { keyVerdict, unknownKey } from "@/lib/keys/key-verdict";
import { readCredentials } from "@/lib/keys/read-credentials";
import type { Call } from "./call";
import { captureOf } from "./capture-of";
import { type Draft, draftOf, type GateReference, gateReferenceOf } from "./draft";
import { announcedLength, compressionRefusal, readBody } from "./read-body";
import { refuseByScope } from "./refuse-by-scope";

declare const checked: unique symbol;

/** A caller whose secret opens its account, with what it sent. Only `authenticate` makes one. */
export type Caller = {
  readonly admission: Admission;
  readonly draft: Draft | AppError;
  readonly gateReference: GateReference;
  readonly [checked]: true;
};

// A body up to this size is read before admission, so that key and gate are settled by one statement. A larger
// one is only read from someone whose key is good.
const EARLY_BODY_BYTES = 256 * 1024;

/**
 * Whose key is this? Throws the 401 that fits, the 403 (scope_*) of a key that may not call here, from there or now,
 * payload_too_large, or unavailable when the ledger cannot answer.
 */
export async function authenticate(call: Call): Promise<Caller> {
  const { headers } = call.request;
  const hash = readCredentials(headers);
  call.credentials = hash;
  await call.deps.refused.wait(hash);
  const length = announcedLength(call.request);
  if (length === null || length > EARLY_BODY_BYTES) {
    await admit(call, hash, null, null);
  }
  const bytes = await readBody(call.request, call.deps.maxBodyBytes);
  call.trail.bodyBytes = bytes.byteLength;
  const draft = compressionRefusal(headers) ?? call.format.readDraft?.(bytes, headers) ?? draftOf(bytes);
  const gateReference = gateReferenceOf(headers, draft instanceof AppError ? null : draft);
  const admission = await admit(call, hash, gateReference.ref, bytes);
  return { admission, draft, gateReference } as Caller;
}

async function admit(
  call: Call,
  hash: Buffer,
  gateRef: string | null,
  body: Uint8Array | null,
): Promise<Admission> {
  const admission = await call.deps.admission.admit({ hash, gateRef });
  if (admission === null) throw unknownKey();
  const refusal = keyVerdict(admission);
  call.trail.admission = admission;
  call.capture = captureOf(call, admission, body);
  if (refusal !== null) throw refusal;
  if (admission.scope !== null) refuseByScope(call, admission, admission.scope);
  call.deps.running.add(call);
  return admission;
}
