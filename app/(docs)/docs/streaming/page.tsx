import type { Metadata } from "next";
import { Article } from "../_components/article";
import { Asking, Behind, Ending, UsageOfStreams } from "./_components/streams";

export const metadata: Metadata = { title: "Streaming" };

export default function StreamingDocsPage() {
  return (
    <Article
      title="Streaming"
      lead="An answer piece by piece, as server-sent events in the shape that each client knows."
    >
      <Asking />
      <UsageOfStreams />
      <Ending />
      <Behind />
    </Article>
  );
}
