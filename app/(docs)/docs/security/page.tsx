import type { Metadata } from "next";
import { Article } from "../_components/article";
import { KeysAreSafe, Operators, People, WhatIsKept, WhatIsSent } from "./_components/protections";

export const metadata: Metadata = { title: "Security" };

export default function SecurityDocsPage() {
  return (
    <Article
      title="Security"
      lead="What is stored and what is not, who can read it, and what an instance expects of whoever runs it."
    >
      <KeysAreSafe />
      <WhatIsKept />
      <WhatIsSent />
      <People />
      <Operators />
    </Article>
  );
}
