/** What is left out of a payload besides everything that looks like a secret. */
export type RedactionRules = {
  /** Texts that must not be kept whatever they look like. */
  secrets: readonly string[];
  /** Names of members in lower case. */
  fields: ReadonlySet<string>;
};

export const LEFT_OUT = "[left out]";

/** Members whose texts are secrets wherever they are sent. */
const SECRET_MEMBERS = new Set(
  "api_key apikey api-key x-api-key authorization password passwd access_token refresh_token id_token client_secret secret_key private_key".split(
    " ",
  ),
);
/** They say the answer once more, in pieces that no pattern fits. */
const REPEATING_MEMBERS = new Set(["logprobs", "top_logprobs", "logprobsresult", "logprobs_result"]);

/** Whether the value of a member is left out. `begins` is its first character in JSON. */
export function isLeftOut(name: string, begins: string, { fields }: RedactionRules): boolean {
  const low = name.toLowerCase();
  if (fields.has(low)) return true;
  if (begins === '"') return SECRET_MEMBERS.has(low);
  return (begins === "{" || begins === "[") && REPEATING_MEMBERS.has(low);
}
