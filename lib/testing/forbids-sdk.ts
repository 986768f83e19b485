/**
 * Why this file of the SDK may not import that; undefined when it may. What is delivered stands alone; YAML and what the terminal
 * needs are bundled in.
 */
export function forbidsSdk(path: string, target: string): string | undefined {
  if (path.startsWith("sdk/scripts/") || /^(sdk|node:)/.test(target)) return undefined;
  const isBundled = path.startsWith("sdk/src/config/") ? target === "yaml" : path.startsWith("sdk/src/cli/");
  const isOurs = /^(app|boot|components|db|lib|scripts)\//.test(target);
  return isBundled && !isOurs ? undefined : "the SDK is delivered without the app and without packages";
}
