import { CodeBlock } from "@/components/ui/code-block";
import { Link } from "@/components/ui/link";
import { causeCommands } from "./cause-commands";

/** Where the key may have got out, found by its prefix. */
export function CauseStep({ prefix }: { prefix: string }) {
  return (
    <>
      <p className="max-w-prose text-muted">
        These look for the first characters of the key, which open nothing. Nothing is sent from here. More on{" "}
        <Link href="/docs/leaks" className="text-ink underline">
          scanners and reports
        </Link>{" "}
        in the documentation.
      </p>
      {causeCommands(prefix).map(({ label, code }) => (
        <CodeBlock key={label} label={label} code={code} />
      ))}
    </>
  );
}
