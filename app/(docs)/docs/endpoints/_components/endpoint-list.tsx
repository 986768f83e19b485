import { CodeBlock } from "@/components/ui/code-block";
import { curlOf, type EndpointExample } from "../endpoint-examples";

/** Endpoints one under the other: what each does, and a line to try it with. */
export function EndpointList({
  address,
  endpoints,
}: {
  address: string;
  endpoints: readonly EndpointExample[];
}) {
  return (
    <div className="flex flex-col gap-5">
      {endpoints.map((endpoint) => (
        <div key={endpoint.name} className="flex min-w-0 flex-col gap-2">
          <h3 className="text-ink">
            <code>{endpoint.name}</code>
          </h3>
          <p>{endpoint.about}</p>
          <CodeBlock label="curl" code={curlOf(address, endpoint)} />
        </div>
      ))}
    </div>
  );
}
