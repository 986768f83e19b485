/** True for an answer that is sound, or bytes of which nothing is said. */
export function isSound(contentType: string): boolean {
  return /^(audio\/|application\/octet-stream)/i.test(contentType);
}
