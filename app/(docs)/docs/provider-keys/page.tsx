import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { AddingKeys, WhichKeyIsUsed } from "./_components/add-and-use";
import { ForOperators, WhereKeysGo } from "./_components/for-operators";

export const metadata: Metadata = { title: "Provider keys" };

export default function ProviderKeysDocsPage() {
  return (
    <Article
      title="Provider keys"
      lead="Bring your own keys for model providers, and servers of your own that speak OpenAI's API."
    >
      <AddingKeys address={appUrl()} />
      <WhichKeyIsUsed />
      <WhereKeysGo />
      <ForOperators />
    </Article>
  );
}
