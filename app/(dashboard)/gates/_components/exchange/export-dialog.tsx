"use client";

import { useEffect, useState } from "react";
import { ButtonLink } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Tabs } from "@/components/ui/tabs";
import { chatCurl, chatJavaScript } from "@/lib/core/call-snippets";
import type { NamedGate } from "../named-gate";

type Target = { gate: NamedGate | null };

/** A gate, or all of them, as a file to keep with the code, and the code that calls it. */
export function ExportDialog({
  target,
  address,
  onClose,
}: {
  target: Target | null;
  address: string;
  onClose: () => void;
}) {
  const [last, setLast] = useState(target);
  if (target !== null && target !== last) setLast(target);
  const gate = last?.gate ?? null;
  return (
    <Dialog
      open={target !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={gate === null ? "Export all gates" : `Export ${gate.name}`}
      description="As saved. The file holds no keys; import it here or in another instance."
      size="lg"
    >
      <ExportTabs key={gate?.id ?? "all"} gate={gate} address={address} />
    </Dialog>
  );
}

function ExportTabs({ gate, address }: { gate: NamedGate | null; address: string }) {
  const path = gate === null ? "/gates/yaml" : `/gates/yaml?gate=${gate.id}`;
  const yaml = useText(path);
  const call = { address, gate: gate?.name ?? "default" };
  return (
    <>
      <DialogBody className="min-h-72">
        <Tabs
          label="Format"
          items={[
            { value: "yaml", label: "YAML", panel: <CodeBlock label="layer.config.yaml" code={yaml} /> },
            {
              value: "sdk",
              label: "SDK",
              panel: <CodeBlock label="TypeScript, OpenAI SDK" code={chatJavaScript(call)} />,
            },
            { value: "curl", label: "curl", panel: <CodeBlock label="Terminal" code={chatCurl(call)} /> },
          ]}
        />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Close</DialogClose>
        <ButtonLink href={path} download="layer.config.yaml" prefetch={false}>
          Download YAML
        </ButtonLink>
      </DialogFooter>
    </>
  );
}

function useText(path: string): string {
  const [text, setText] = useState("Loading…");
  useEffect(() => {
    const stop = new AbortController();
    fetch(path, { cache: "no-store", signal: stop.signal })
      .then(async (response) => (response.ok ? response.text() : FAILED))
      .catch(() => FAILED)
      .then((read) => {
        if (!stop.signal.aborted) setText(read);
      });
    return () => stop.abort();
  }, [path]);
  return text;
}

const FAILED = "# The gates could not be read. Close this and try again.";
