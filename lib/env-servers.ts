import { z } from "zod";

const notServers =
  'must be a JSON list like [{"name":"ollama","baseUrl":"http://localhost:11434/v1"}] with names of a-z, 0-9 and -';
/** More servers that speak OpenAI's API, as a JSON list. */
export const serverList = z.preprocess(
  (value, issues) => {
    if (typeof value !== "string" || value.trim() === "") return [];
    try {
      return JSON.parse(value);
    } catch {
      issues.addIssue({ code: "custom", message: notServers });
      return z.NEVER;
    }
  },
  z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: notServers }),
      baseUrl: z.url({ protocol: /^https?$/, error: notServers }),
      apiKey: z.string().min(1).optional(),
    }),
    { error: notServers },
  ),
);
