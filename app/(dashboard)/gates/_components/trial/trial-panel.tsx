"use client";

import { Play, Square } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Textarea } from "@/components/ui/textarea";
import type { Editor } from "../editor/use-gate-editor";
import { modelsOf } from "../field-words";
import { TrialOutcome } from "./trial-outcome";
import { useTrial } from "./use-trial";

const SANDBOX = "sandbox/";
const NO_MESSAGE = "Write a message to send.";

/** Sends one message through the gate as it stands in the editor. */
export function TrialPanel({ editor }: { editor: Editor }) {
  const { run, start, stop } = useTrial(editor.gateId);
  const [message, setMessage] = useState("Say hello in one short sentence.");
  const [error, setError] = useState<string | null>(null);
  const [simulate, setSimulate] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const running = run?.state === "running";
  const models = modelsOf(editor.said.settings);

  // A menu of the list leads here by `#test`.
  useEffect(() => {
    if (window.location.hash === "#test") box.current?.focus();
  }, []);

  function tryIt() {
    if (running || !editor.isReady()) return;
    if (message.trim() === "") {
      setError(NO_MESSAGE);
      box.current?.focus();
      return;
    }
    void start(editor.said, message, simulate);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    tryIt();
  }

  return (
    <Card title="Test" description={costNote(models)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the fields within */}
      <div id="test" className="flex flex-col gap-3" onKeyDown={onKeyDown}>
        <Field label="Message" error={error}>
          <Textarea
            ref={box}
            rows={3}
            value={message}
            aria-keyshortcuts="Meta+Enter Control+Enter"
            onChange={(event) => {
              setMessage(event.target.value);
              setError(null);
            }}
          />
        </Field>
        <Checkbox
          label="Simulate failure of model 1"
          checked={simulate}
          onChange={(event) => setSimulate(event.target.checked)}
        />
        {simulate && models.length < 2 ? (
          <p className="text-subtle text-xs">There is no second model, so the test will fail.</p>
        ) : null}
        <div className="flex flex-wrap items-center justify-between gap-2">
          {running ? (
            <Button icon={<Square aria-hidden="true" className="size-3.5" />} onClick={stop}>
              Stop
            </Button>
          ) : (
            <Button icon={<Play aria-hidden="true" className="size-3.5" />} onClick={tryIt}>
              Run
            </Button>
          )}
          <span className="flex items-center gap-1 text-subtle text-xs max-md:hidden">
            <Kbd>⌘/Ctrl</Kbd>
            <Kbd>Enter</Kbd> runs the draft
          </span>
        </div>
        {run === null ? null : <TrialOutcome run={run} />}
      </div>
    </Card>
  );
}

/** What a test costs is said before it runs. */
function costNote(models: string[]): string {
  const isFree = models.every((model) => model.startsWith(SANDBOX));
  return isFree
    ? "Runs the draft. The sandbox costs no real money; the run counts as a test in the log."
    : "Runs the draft at its providers. It costs real money and counts as a test in the log.";
}
