"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { ImportAnswer } from "../import/import-file";

const MOST_BYTES = 10 * 1024 * 1024;

const failed = (problem: string): ImportAnswer => ({ problem, lines: [], noun: "line" });

/** Sends a report and holds what became of it; `progress` is how much was sent, in percent. */
export function useImport(provider: string) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<ImportAnswer | null>(null);
  const send = async (file: File | undefined) => {
    if (file === undefined || progress !== null) return;
    setOutcome(null);
    if (file.size > MOST_BYTES)
      return setOutcome(failed("The file is larger than 10 MB. Nothing was imported."));
    setProgress(0);
    const answer = await upload(file, provider, setProgress);
    setProgress(null);
    setOutcome(answer);
    if ("problem" in answer) return;
    const month = answer.lastDay.slice(0, 7);
    router.push(`/usage/reconciliation?${new URLSearchParams({ provider: answer.provider, month })}`, {
      scroll: false,
    });
    router.refresh();
  };
  return { send, progress, outcome, input };
}

/** `fetch` does not say how much was sent. */
function upload(file: File, provider: string, onProgress: (percent: number) => void): Promise<ImportAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(
      "POST",
      `/usage/reconciliation/import?${new URLSearchParams({ provider, name: file.name })}`,
    );
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) =>
      onProgress(total === 0 ? 0 : Math.floor((loaded / total) * 100));
    request.onload = () =>
      resolve(request.status === 200 ? request.response : failed(messageOf(request.response)));
    request.onerror = () =>
      resolve(failed("The file could not be sent. Check the connection and try again."));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(file);
  });
}

function messageOf(answer: unknown): string {
  const { error, message } = Object(answer) as { error?: { message?: string }; message?: string };
  return error?.message ?? message ?? "The report could not be imported. Try again.";
}
