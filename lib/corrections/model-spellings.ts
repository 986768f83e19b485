/**
 * The names under which a model stands in the log: as the client or the gate wrote it, with its provider in front or without.
 * `acme/x` of the provider `acme` means its model `x`; the sandbox's models are called so.
 */
export function modelSpellings(provider: string, model: string): string[] {
  const withProvider = `${provider}/${model}`;
  if (provider === "sandbox") return [model];
  return model.startsWith(`${provider}/`) ? [withProvider] : [model, withProvider];
}

/** The provider's own name of a model that stands in the log. */
export function modelOfSpelling(provider: string, spelling: string): string {
  const front = `${provider}/`;
  return provider !== "sandbox" && spelling.startsWith(front) ? spelling.slice(front.length) : spelling;
}
