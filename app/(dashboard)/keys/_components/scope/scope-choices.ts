export type Choice = { value: string; label: string };

/** What a scope can name, and the viewer's own address; null when nobody knows it. */
export type ScopeChoices = {
  gates: Choice[];
  models: Choice[];
  providers: Choice[];
  address: string | null;
};
