import type { Metadata } from "next";
import { Suspense } from "react";
import type { Ctx } from "@/lib/context";
import { requireViewer } from "@/lib/transport/require-viewer";
import { EditorSkeleton } from "../_components/editor/editor-skeleton";
import { GateEditor } from "../_components/editor/gate-editor";
import { blankGate, starters } from "../_components/starters";
import { loadNewEditor } from "../load-editor";
import { loadModels } from "../load-models";
import { loadEditorSearchParams } from "../search-params";

export const metadata: Metadata = { title: "New gate" };

export default async function NewGatePage({ searchParams }: PageProps<"/gates/new">) {
  const { ctx } = await requireViewer();
  const { starter } = await loadEditorSearchParams(searchParams);
  return (
    <Suspense fallback={<EditorSkeleton title="New gate" />}>
      <NewEditor ctx={ctx} starter={starter} />
    </Suspense>
  );
}

/** Waits for the providers' lists of models, which may take a moment. */
async function NewEditor({ ctx, starter }: { ctx: Ctx; starter: string | null }) {
  const models = await loadModels(ctx);
  const said = starters(models).find(({ id }) => id === starter)?.said ?? blankGate();
  return <GateEditor named={null} models={models} {...(await loadNewEditor(ctx, said))} />;
}
