import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { Bulk, Health } from "./_components/many-keys";
import { Duplicating, Expiry, Stopping } from "./_components/one-key";
import { Rotating } from "./_components/rotating";

export const metadata: Metadata = { title: "Keys" };

export default function KeysDocsPage() {
  const address = appUrl();
  return (
    <Article
      title="Keys"
      lead="Rotating, ending, stopping and copying keys, alone or many at once, and what the page about their health counts."
    >
      <Rotating address={address} />
      <Expiry address={address} />
      <Stopping address={address} />
      <Duplicating address={address} />
      <Bulk address={address} />
      <Health address={address} />
    </Article>
  );
}
