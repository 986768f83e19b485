import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { CostLimits, Preview, Refusals } from "./_components/judging";
import { Kinds, SettingAScope } from "./_components/kinds";

export const metadata: Metadata = { title: "Scopes" };

export default function ScopesDocsPage() {
  const address = appUrl();
  return (
    <Article title="Scopes" lead="What a key may touch, call and spend, from where and when.">
      <SettingAScope address={address} />
      <Kinds />
      <Refusals />
      <CostLimits />
      <Preview address={address} />
    </Article>
  );
}
