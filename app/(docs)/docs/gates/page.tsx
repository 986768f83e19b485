import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { Fields, Locks, Strategies, WhatItIs } from "./_components/what-it-says";
import { AsFile, Programs, Trying, Versions } from "./_components/working-with-gates";

export const metadata: Metadata = { title: "Gates" };

export default function GatesPage() {
  return (
    <Article
      title="Gates"
      lead="A gate has a name that your programs use, and says which models answer and how. Change the gate, and every program follows."
    >
      <WhatItIs address={appUrl()} />
      <Fields />
      <Strategies />
      <Locks />
      <Versions address={appUrl()} />
      <AsFile address={appUrl()} />
      <Trying />
      <Programs />
    </Article>
  );
}
