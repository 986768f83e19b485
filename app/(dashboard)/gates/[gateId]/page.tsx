import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { GateEditor } from "../_components/editor/gate-editor";
import { GateDialogsProvider } from "../_components/gate-dialogs";
import { loadEditor } from "../load-editor";
import { loadGate } from "../load-gate";
import { loadModels } from "../load-models";

export async function generateMetadata({ params }: PageProps<"/gates/[gateId]">): Promise<Metadata> {
  const { gate } = await loadGate((await params).gateId);
  return { title: gate.name };
}

export default async function GatePage({ params }: PageProps<"/gates/[gateId]">) {
  const { ctx, gate } = await loadGate((await params).gateId);
  const [models, editor] = await Promise.all([loadModels(ctx), loadEditor(ctx, gate)]);
  const { id, name, isDefault } = gate;
  return (
    <GateDialogsProvider address={appUrl()}>
      <GateEditor key={id} named={{ id, name, isDefault }} models={models} {...editor} />
    </GateDialogsProvider>
  );
}
