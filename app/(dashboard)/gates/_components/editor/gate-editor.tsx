"use client";

import { useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Tabs } from "@/components/ui/tabs";
import type { RateLimits } from "@/lib/core/rate-limits";
import { editorSearchParams, GATE_TABS } from "../../search-params";
import { DefaultBadge } from "../gate-badges";
import { GateLimits } from "../gate-limits";
import { GateMenu } from "../gate-menu";
import { type GatePayloadFacts, GatePayloads } from "../gate-payloads";
import { HistoryTab } from "../history/history-tab";
import type { ModelFact } from "../model-fact";
import type { NamedGate } from "../named-gate";
import { CostPreviewCard, type Spans } from "../preview/cost-preview-card";
import { TrialPanel } from "../trial/trial-panel";
import { BasicsTab } from "./basics-tab";
import { tabOf } from "./gate-problems";
import { ModelsTab } from "./models-tab";
import { ParametersTab } from "./parameters-tab";
import { ProblemSummary } from "./problem-summary";
import { PromptTab } from "./prompt-tab";
import { SaveBar } from "./save-bar";
import { type Editor, type EditorStart, useGateEditor, useSaveGate } from "./use-gate-editor";
import { useModKey } from "./use-mod-key";
import { useUnsavedGuard } from "./use-unsaved-guard";

const TITLES = {
  basics: "Basics",
  models: "Models & routing",
  parameters: "Parameters",
  prompt: "System prompt",
  spending: "Spending",
  history: "History",
};

/** One gate: what it says on the left, what that does and costs on the right. */
export function GateEditor({
  named,
  start,
  models,
  spans,
  payloads,
  limits,
  spending = null,
}: {
  /** The gate as its page knows it now; null for a new one. */
  named: NamedGate | null;
  start: EditorStart;
  models: ModelFact[];
  spans: Spans;
  /** What is kept of its requests; a new gate has none yet. */
  payloads?: GatePayloadFacts;
  /** How much may run through it; a new gate has no limits yet. */
  limits?: RateLimits | null;
  /** How much what runs through it may cost; a new gate has no limits yet. */
  spending?: ReactNode;
}) {
  const editor = useGateEditor(start);
  const saving = useSaveGate(editor);
  const guard = useUnsavedGuard(editor.dirty && !saving.pending);
  useModKey("s", saving.save);
  return (
    <div className="flex flex-col md:min-h-dvh">
      <PageHeader
        parent={{ href: "/gates", label: "Gates" }}
        title={named === null ? "New gate" : editor.base.name}
        badge={named?.isDefault ? <DefaultBadge /> : null}
        actions={named === null ? null : <GateMenu gate={named} from="page" />}
      />
      <PageBody className="max-w-7xl flex-1 max-md:pb-32">
        <ProblemSummary editor={editor} />
        <div className="grid min-w-0 gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <EditorTabs editor={editor} models={models} spending={spending} />
          <div className="flex min-w-0 flex-col gap-6">
            <TrialPanel editor={editor} />
            <CostPreviewCard
              settings={editor.said.settings}
              spans={spans}
              models={models}
              gateId={named?.id ?? null}
            />
            {named === null || limits === undefined ? null : (
              <GateLimits key={`limits ${JSON.stringify(limits)}`} gateId={named.id} own={limits} />
            )}
            {named === null || payloads === undefined ? null : (
              <GatePayloads key={`payloads ${JSON.stringify(payloads)}`} gateId={named.id} {...payloads} />
            )}
          </div>
        </div>
      </PageBody>
      <SaveBar editor={editor} saving={saving} />
      <AlertDialog
        open={guard.asking}
        onOpenChange={guard.stay}
        title="Leave without saving?"
        description="What you changed on this gate is lost."
        cancelLabel="Stay"
        confirmLabel="Leave without saving"
        danger
        onConfirm={guard.leave}
      />
    </div>
  );
}

function EditorTabs({
  editor,
  models,
  spending,
}: {
  editor: Editor;
  models: ModelFact[];
  spending: ReactNode;
}) {
  const [tab, setTab] = useQueryState("tab", editorSearchParams.tab);
  const panels = {
    basics: <BasicsTab editor={editor} />,
    models: <ModelsTab editor={editor} models={models} />,
    parameters: <ParametersTab editor={editor} />,
    prompt: <PromptTab editor={editor} />,
    spending,
    history: editor.gateId === null ? null : <HistoryTab editor={editor} gateId={editor.gateId} />,
  };
  const shown = GATE_TABS.filter((name) => panels[name] !== null);
  return (
    <Tabs
      label="Parts of the gate"
      value={shown.includes(tab) ? tab : "basics"}
      onChange={(next) => void setTab(GATE_TABS.find((name) => name === next) ?? null)}
      items={shown.map((name) => ({
        value: name,
        label: <TabLabel editor={editor} name={name} />,
        panel: panels[name],
      }))}
    />
  );
}

/** A dot on the tab says that something in it is wrong, for tabs that are not in sight. */
function TabLabel({ editor, name }: { editor: Editor; name: keyof typeof TITLES }) {
  const errors = editor.problems.filter(
    ({ field, severity }) => severity === "error" && tabOf(field) === name,
  );
  return (
    <>
      {TITLES[name]}
      {errors.length === 0 ? null : (
        <>
          <span aria-hidden="true" data-mark className="ml-1.5 size-1.5 rounded-full bg-danger-fill" />
          <span className="sr-only"> (has problems)</span>
        </>
      )}
    </>
  );
}
