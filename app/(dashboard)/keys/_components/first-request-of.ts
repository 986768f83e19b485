/** Where to ask for the first request of a key, or of one of its secrets. */
export function firstRequestOf(keyId: string, secretId?: string): string {
  return `/keys/${keyId}/first-request${secretId === undefined ? "" : `?secret=${secretId}`}`;
}
