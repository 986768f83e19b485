import { cookies } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { cache } from "react";
import { appUrl } from "@/lib/env";
import { listGates } from "@/lib/gates/queries";
import { findViewer } from "@/lib/transport/require-viewer";
import { DOCS_GATE_COOKIE } from "./docs-gate-cookie";

/** Every account starts with a gate of this name. */
export const FIRST_GATE = "default";

export type DocsReader = {
  /** The address of this instance, without a slash at its end. */
  address: string;
  /** Name of the gate that examples call. */
  gate: string;
  /** Names of the reader's gates; empty when nobody is signed in. */
  gates: string[];
};

/** Who reads, and so what examples are filled in with. The documentation can be read while the database is away. */
export const docsReader = cache(async (): Promise<DocsReader> => {
  const stranger = { address: appUrl(), gate: FIRST_GATE, gates: [] };
  try {
    const viewer = await findViewer();
    if (viewer === null) return stranger;
    const all = await listGates(viewer.ctx);
    const gates = all.map(({ name }) => name);
    const chosen = decoded((await cookies()).get(DOCS_GATE_COOKIE)?.value ?? "");
    const usual = all.find(({ isDefault }) => isDefault)?.name ?? gates[0] ?? FIRST_GATE;
    return { ...stranger, gate: gates.includes(chosen) ? chosen : usual, gates };
  } catch (error) {
    unstable_rethrow(error);
    return stranger;
  }
});

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
