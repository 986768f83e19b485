/** What Google's ID token and our reading of GitHub's API say about an address. */
type Claims = { email?: unknown; email_verified?: unknown };

/** The address an outside provider vouches for, in our spelling, or null when it does not. */
export function verifiedAddress(claims: Claims | null | undefined): string | null {
  if (typeof claims?.email !== "string" || claims.email_verified !== true) return null;
  return claims.email.trim().normalize("NFKC").toLowerCase();
}

/**
 * Whether an outside identity may sign in: its verified address must be an existing person's, and a browser that is signed in
 * as somebody else gains nothing.
 */
export function mayEnter(facts: {
  address: string | null;
  personWithAddress: string | null;
  linkedPerson: string | null;
  signedInPerson: string | null;
}): boolean {
  const person = facts.linkedPerson ?? facts.personWithAddress;
  if (person === null) return false;
  if (facts.linkedPerson === null && facts.address === null) return false;
  return facts.signedInPerson === null || facts.signedInPerson === person;
}
