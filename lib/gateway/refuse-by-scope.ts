import type { KeyScope } from "@/lib/core/key-scope";
import type { Admission } from "@/lib/keys/admission";
import { type ChosenFacts, type Need, scopeVerdict } from "@/lib/keys/scope/scope-verdict";
import type { Call } from "./call";

const NEEDS: readonly Need[] = [["inference", "write"]];

/** Throws the 403 (scope_*) of a call that its key may not make, as far as the call is known. */
export function refuseByScope(
  { request, deps, format, trail }: Call,
  { admittedAt }: Pick<Admission, "admittedAt">,
  scope: KeyScope,
  chosen: ChosenFacts | null = null,
): void {
  const refusal = scopeVerdict(scope, {
    needs: NEEDS,
    // A trial comes through an endpoint about gates.
    endpoint: trail.trial === null ? (format.endpoint ?? format.wire) : null,
    network: deps.clientNetwork(request.headers),
    at: admittedAt,
    chosen,
  });
  if (refusal !== null) throw refusal;
}
