import type { Metadata } from "next";
import { Suspense } from "react";
import type { Ctx } from "@/lib/context";
import { appUrl } from "@/lib/env";
import type { Gate } from "@/lib/gates/contract";
import { spendingLimitsOf } from "@/lib/spending/queries";
import { browserZone } from "@/lib/transport/viewer-zone";
import { maySetSpending } from "../../_spending/may-set-spending";
import { SpendingCard } from "../../_spending/spending-card";
import { EditorSkeleton } from "../_components/editor/editor-skeleton";
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
  return (
    <GateDialogsProvider address={appUrl()}>
      <Suspense fallback={<EditorSkeleton title={gate.name} />}>
        <LoadedEditor ctx={ctx} gate={gate} />
      </Suspense>
    </GateDialogsProvider>
  );
}

/** Waits for the providers' lists of models, which may take a moment. */
async function LoadedEditor({ ctx, gate }: { ctx: Ctx; gate: Gate }) {
  const { id, name, isDefault } = gate;
  const [models, editor, limits, mayChange, zone] = await Promise.all([
    loadModels(ctx),
    loadEditor(ctx, gate),
    spendingLimitsOf(ctx, { gateId: id }),
    maySetSpending(ctx),
    browserZone(),
  ]);
  const spending = { limits, mayChange, zone, at: ctx.clock.now() };
  return (
    <GateEditor
      key={id}
      named={{ id, name, isDefault }}
      models={models}
      {...editor}
      spending={<SpendingCard of="gate" id={id} {...spending} />}
    />
  );
}
