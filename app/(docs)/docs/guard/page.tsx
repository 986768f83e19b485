import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { Actions, Alerts } from "./_components/actions";
import { Learning, Signals } from "./_components/signals";

export const metadata: Metadata = { title: "Guard and alerts" };

export default function GuardDocsPage() {
  const address = appUrl();
  return (
    <Article
      title="Guard and alerts"
      lead="Notices when a key does what it never did, tells you, and stops the key where you want that."
    >
      <Signals />
      <Learning />
      <Actions address={address} />
      <Alerts address={address} />
    </Article>
  );
}
